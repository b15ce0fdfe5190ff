import { z } from "zod";

/** One type of event: what its data hold, and how it is told. */
export type EventType<Data extends z.ZodObject = z.ZodObject> = {
  /** What it is called where somebody chooses what to hear of: "Key created". */
  label: string;
  /** When it is sent, for the documentation. */
  means: string;
  data: Data;
  /** Data such as are sent, for the documentation. */
  example: z.input<Data>;
  /** One line for people: what a chat shows. */
  say: (data: z.output<Data>) => string;
};

/** Ties `example` and `say` to the data. */
export function eventType<Data extends z.ZodObject>(given: EventType<Data>): EventType<Data> {
  return given;
}

/** ISO 8601, UTC. */
export const eventTime = z.iso.datetime();

/** Who did it: a member, a program with a management token, the provider's staff (who act without names), or Keyward itself. */
export const EventActor = z.object({
  type: z.enum(["user", "token", "staff", "system"]),
  /** `null` for staff and for Keyward itself. */
  id: z.string().nullable(),
  name: z.string().nullable(),
});
export type EventActor = z.output<typeof EventActor>;

/** Which key, by its ID and by the name it had then. */
export const eventKey = { keyId: z.string(), keyName: z.string() };

/** Something that somebody did to a key. */
export const keyDeed = {
  ...eventKey,
  by: EventActor,
  /** What was given as reason; `null`: nothing. */
  reason: z.string().nullable(),
};

/** As part of a sentence: "by Ada Example", "by the provider", "by Keyward". */
export function byWhom({ type, name }: EventActor): string {
  if (type === "staff") return "by the provider";
  if (type === "system") return "by Keyward";
  return name === null ? "" : `by ${name}`;
}

/** A sentence with what was given as reason, if anything was. */
export function withReason(sentence: string, reason: string | null): string {
  return reason === null || reason === "" ? sentence : `${sentence} Reason: ${reason}`;
}

/** A moment as a chat shows it: `2026-03-01 09:30 UTC`. */
export function shownTime(iso: string): string {
  return `${iso.slice(0, 10)} ${iso.slice(11, 16)} UTC`;
}

export const EXAMPLE_KEY = { keyId: "key_4fT29aQxR7bLm2NcVd8Ye1", keyName: "Storefront map" };
export const EXAMPLE_ACTOR: EventActor = {
  type: "user",
  id: "usr_1aBcDeFgHiJkLmNoPqRsTu",
  name: "Ada Example",
};
export const EXAMPLE_DEED = { ...EXAMPLE_KEY, by: EXAMPLE_ACTOR, reason: null };
