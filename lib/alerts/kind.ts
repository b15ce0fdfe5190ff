import type { z } from "zod";

/** What is said of an alert, in the list, in a notice and to a webhook alike. */
export type AlertWords = { title: string; body: string };

/** The one number a rule is about. */
export type AlertTerm = {
  /** "Tell from" */
  label: string;
  /** "% of the quota" */
  unit: string;
  min: number;
  max: number;
  /** Where no rule says otherwise. */
  usual: number;
};

/** One kind of alert: what it rests on, and how it is told. */
export type AlertKind<Data extends z.ZodObject = z.ZodObject> = {
  label: string;
  /** When it is raised, for the rules page. */
  means: string;
  term: AlertTerm;
  data: Data;
  /** Every admin and owner hears of it, not only who made the key. */
  isUrgent: boolean;
  /** Whether a mail is sent as well, unless the person chose otherwise. */
  isMailed: boolean;
  /** It goes on for a while and is over then; the others happen at one moment. */
  ends: boolean;
  /** What somebody who says "this is me" means; `null`: there is nothing to learn. */
  learns: "a caller" | "this many calls" | null;
  say: (about: { keyName: string; data: z.output<Data> }) => AlertWords;
};

/** Ties `say` to the data. */
export function alertKind<Data extends z.ZodObject>(given: AlertKind<Data>): AlertKind<Data> {
  return given;
}
