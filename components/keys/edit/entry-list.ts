import { Restrictions } from "@/lib/keys/restrictions-schema";

/** Entries of a text in which commas or lines part them. */
export function entriesOf(text: string): string[] {
  return text
    .split(/[,\n]/)
    .map((entry) => entry.trim())
    .filter((entry) => entry !== "");
}

const { domain, ip, userAgent } = Restrictions.shape;
const LISTS = { domain, ip, userAgent };
export type EntryKind = keyof typeof LISTS;

/**
 * What is wrong with the entries of a list, a sentence each, every one with the entry it is about.
 * @param isTyping The last entry may not be finished: it is left alone until a comma follows.
 */
export function entryFaults(kind: EntryKind, text: string, isTyping: boolean): string[] {
  const entries = entriesOf(text);
  if (isTyping && !/[,\n]\s*$/.test(text)) entries.pop();
  // Off, so that an empty list is no fault of its own.
  const read = LISTS[kind].safeParse({ mode: "off", allow: entries });
  return read.success ? [] : [...new Set(read.error.issues.map(({ message }) => message))];
}
