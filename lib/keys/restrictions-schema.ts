import { z } from "zod";
import { formatCidr, networkOf, parseCidr } from "@/lib/edge/cidr";
import { formatDomainPattern, parseDomainPattern } from "@/lib/edge/restrictions/domain-pattern";
import { MODES, type Restrictions as Stored, WEEKDAYS } from "@/lib/edge/restrictions/restrictions";
import { isZone } from "@/lib/edge/restrictions/zone-clock";
import { COUNTRY_CODES } from "@/lib/std/countries";
import { KeyRef, Reason } from "./schemas";

/** Entries a list can hold. */
export const ENTRIES_MAX = 100;
export const COUNTRIES_MAX = COUNTRY_CODES.size;
const WINDOWS_MAX = 50;
const ENTRY_LENGTH_MAX = 300;
const GLOB_LENGTH_MAX = 100;
const STARS_MAX = 10;
const GLOBS_MAX = 50;

const Mode = z.enum(MODES, "Choose off, observe or enforce.").default("off");

/** An entry, canonical or with what is wrong with it, said by name. */
type Read = { readonly ok: string } | { readonly fault: string };

/** A list in which each entry has one spelling and stands once. */
function list(read: (text: string) => Read, max = ENTRIES_MAX) {
  const entry = z.string().transform((text, context): string => {
    const result = text.length > ENTRY_LENGTH_MAX ? { fault: "this is too long." } : read(text.trim());
    if ("ok" in result) return result.ok;
    context.addIssue(`"${shortened(text.trim())}": ${result.fault}`);
    return z.NEVER;
  });
  return z
    .array(entry)
    .max(max, `List at most ${max} entries.`)
    .default([])
    .transform((entries) => [...new Set(entries)]);
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}

const domains = list((text) => {
  const pattern = parseDomainPattern(text);
  return "mend" in pattern ? { fault: pattern.mend } : { ok: formatDomainPattern(pattern) };
});

const networks = list((text) => {
  const given = parseCidr(text);
  if (given === null) {
    return { fault: "write an address or a network, as in 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32." };
  }
  const [own, network] = [formatCidr(given), formatCidr(networkOf(given))];
  // Whoever writes 10.1.2.3/8 meant one or the other; guessing would open more, or less, than was meant.
  if (own !== network) return { fault: `write ${network} for the network, or the address alone.` };
  return { ok: network };
});

const globs = list((text) => {
  if (text === "") return { fault: "write what the user agent holds, with * for any characters." };
  if (text.length > GLOB_LENGTH_MAX) return { fault: `use at most ${GLOB_LENGTH_MAX} characters.` };
  if (!/^[\x20-\x7e]+$/.test(text)) return { fault: "use plain ASCII, as user agents do." };
  const glob = text.replace(/\*+/g, "*");
  return glob.split("*").length - 1 > STARS_MAX
    ? { fault: `use * at most ${STARS_MAX} times.` }
    : { ok: glob };
}, GLOBS_MAX);

const countries = list((text) => {
  const code = text.toUpperCase();
  return COUNTRY_CODES.has(code) ? { ok: code } : { fault: "use a code of two letters, as in DE or US." };
}, COUNTRIES_MAX);

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
