import { z } from "zod";
import { MODES, type Restrictions as Stored, WEEKDAYS } from "@/lib/edge/restrictions/restrictions";
import { isZone } from "@/lib/edge/restrictions/zone-clock";
import {
  COUNTRIES_MAX,
  ENTRIES_MAX,
  type EntryKind,
  GLOBS_MAX,
  readEntry,
  tooManyEntries,
} from "./restriction-entries";
import { KeyRef, Reason } from "./schemas";

const WINDOWS_MAX = 50;

const Mode = z.enum(MODES, "Choose off, observe or enforce.").default("off");

/** A list in which each entry has one spelling and stands once. */
function list(kind: EntryKind, max: number) {
  const entry = z.string().transform((text, context): string => {
    const read = readEntry(kind, text);
    if ("ok" in read) return read.ok;
    context.addIssue(read.fault);
    return z.NEVER;
  });
  return z
    .array(entry)
    .max(max, tooManyEntries(max))
    .default([])
    .transform((entries) => [...new Set(entries)]);
}

const domains = list("domain", ENTRIES_MAX);
const networks = list("ip", ENTRIES_MAX);
const globs = list("userAgent", GLOBS_MAX);
const countries = list("country", COUNTRIES_MAX);

const TIME = /^(?:[01]\d|2[0-3]):[0-5]\d$/;

const Window = z
  .strictObject({
    days: z
      .array(z.enum(WEEKDAYS, "Name days as mon, tue, wed, thu, fri, sat or sun."))
      .min(1, "Choose at least one day.")
      .max(WEEKDAYS.length)
      .transform((days) => WEEKDAYS.filter((day) => days.includes(day))),
    from: z.string().regex(TIME, "Write times as in 09:30."),
    to: z
      .string()
      .refine((time) => TIME.test(time) || time === "24:00", "Write times as in 17:30, or 24:00."),
  })
  .refine(({ from, to }) => from !== to, {
    path: ["to"],
    error: "This window is empty. For a whole day write 00:00 to 24:00.",
  });

const Domain = z
  .strictObject({ mode: Mode, allow: domains, allowMissing: z.boolean().default(false) })
  .refine(({ mode, allow }) => mode === "off" || allow.length > 0, {
    path: ["allow"],
    error: "List at least one domain, or turn this off.",
  });

const lists = (entries: typeof networks) =>
  z
    .strictObject({ mode: Mode, allow: entries, deny: entries })
    .refine(({ mode, allow, deny }) => mode === "off" || allow.length + deny.length > 0, {
      path: ["allow"],
      error: "List something to allow or to deny, or turn this off.",
    });

const UserAgent = z
  .strictObject({ mode: Mode, allow: globs, deny: globs, denyKnownBots: z.boolean().default(false) })
  .refine(
    ({ mode, allow, deny, denyKnownBots }) =>
      mode === "off" || denyKnownBots || allow.length + deny.length > 0,
    {
      path: ["allow"],
      error: "List something to allow or to deny, or turn this off.",
    },
  );

const Hours = z
  .strictObject({
    mode: Mode,
    zone: z
      .string()
      .max(64)
      .refine(isZone, 'Choose a time zone by its IANA name, as in "Europe/Berlin".')
      .default("UTC"),
    windows: z.array(Window).max(WINDOWS_MAX, `List at most ${WINDOWS_MAX} windows.`).default([]),
  })
  .refine(({ mode, windows }) => mode === "off" || windows.length > 0, {
    path: ["windows"],
    error: "Add at least one window, or turn this off.",
  });

/**
 * All restrictions of a key, each off, observe or enforce; what is left out is off and empty.
 *
 * Texts become canonical: lower-case ASCII domains, networks without host bits, upper-case country codes; each entry once. A
 * list that is off is kept for the day it is turned on again. Parsing what was parsed changes nothing.
 */
export const Restrictions = z.strictObject({
  domain: Domain.prefault({}),
  ip: lists(networks).prefault({}),
  userAgent: UserAgent.prefault({}),
  country: lists(countries).prefault({}),
  hours: Hours.prefault({}),
}) satisfies z.ZodType<Stored>;
export type Restrictions = z.output<typeof Restrictions>;

/** What setting a key's restrictions takes: all of them, and the version they were read at (`null`: whatever is there). */
export const SetRestrictionsInput = KeyRef.extend({
  version: z.int().min(1).nullable().default(null),
  restrictions: Restrictions,
  reason: Reason.default(""),
});
export type SetRestrictionsInput = z.output<typeof SetRestrictionsInput>;
