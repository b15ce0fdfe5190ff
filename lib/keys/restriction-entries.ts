import { formatCidr, networkOf, parseCidr } from "@/lib/edge/cidr";
import { formatDomainPattern, parseDomainPattern } from "@/lib/edge/restrictions/domain-pattern";
import { COUNTRY_CODES } from "@/lib/std/countries";

// Apart from the schema that is made of it: a form names a wrong entry while it is typed, and needs no schema for that.

/** Entries a list can hold. */
export const ENTRIES_MAX = 100;
export const GLOBS_MAX = 50;
export const COUNTRIES_MAX = COUNTRY_CODES.size;

const ENTRY_LENGTH_MAX = 300;
const GLOB_LENGTH_MAX = 100;
const STARS_MAX = 10;

/** An entry, canonical or with what is wrong with it. */
type Read = { readonly ok: string } | { readonly fault: string };

const READERS = { domain, ip, userAgent, country } as const satisfies Record<string, (text: string) => Read>;
export type EntryKind = keyof typeof READERS;

/** One entry of a list as it is kept, or a sentence that names it and says what is wrong. */
export function readEntry(kind: EntryKind, text: string): Read {
  const entry = text.trim();
  const read = text.length > ENTRY_LENGTH_MAX ? { fault: "this is too long." } : READERS[kind](entry);
  return "ok" in read ? read : { fault: `"${shortened(entry)}": ${read.fault}` };
}

/** What a list that holds more than `max` entries is told. */
export function tooManyEntries(max: number): string {
  return `List at most ${max} entries.`;
}

function domain(text: string): Read {
  const pattern = parseDomainPattern(text);
  return "mend" in pattern ? { fault: pattern.mend } : { ok: formatDomainPattern(pattern) };
}

function ip(text: string): Read {
  const given = parseCidr(text);
  if (given === null) {
    return { fault: "write an address or a network, as in 192.0.2.7, 192.0.2.0/24 or 2001:db8::/32." };
  }
  const [own, network] = [formatCidr(given), formatCidr(networkOf(given))];
  // Whoever writes 10.1.2.3/8 meant one or the other; guessing would open more, or less, than was meant.
  if (own !== network) return { fault: `write ${network} for the network, or the address alone.` };
  return { ok: network };
}

function userAgent(text: string): Read {
  if (text === "") return { fault: "write what the user agent holds, with * for any characters." };
  if (text.length > GLOB_LENGTH_MAX) return { fault: `use at most ${GLOB_LENGTH_MAX} characters.` };
  if (!/^[\x20-\x7e]+$/.test(text)) return { fault: "use plain ASCII, as user agents do." };
  const glob = text.replace(/\*+/g, "*");
  return glob.split("*").length - 1 > STARS_MAX
    ? { fault: `use * at most ${STARS_MAX} times.` }
    : { ok: glob };
}

function country(text: string): Read {
  const code = text.toUpperCase();
  return COUNTRY_CODES.has(code) ? { ok: code } : { fault: "use a code of two letters, as in DE or US." };
}

function shortened(text: string): string {
  return text.length > 60 ? `${text.slice(0, 59)}…` : text;
}
