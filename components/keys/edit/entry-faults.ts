import {
  ENTRIES_MAX,
  GLOBS_MAX,
  type EntryKind as ListKind,
  readEntry,
  tooManyEntries,
} from "@/lib/keys/restriction-entries";
import { entriesOf } from "./entry-list";

/** A list that is typed; countries are chosen. */
export type EntryKind = Exclude<ListKind, "country">;

const MAX = { domain: ENTRIES_MAX, ip: ENTRIES_MAX, userAgent: GLOBS_MAX } as const satisfies Record<
  EntryKind,
  number
>;

/**
 * What is wrong with the entries of a list, a sentence each, every one with the entry it is about.
 * @param isTyping The last entry may not be finished: it is left alone until a comma follows.
 */
export function entryFaults(kind: EntryKind, text: string, isTyping: boolean): string[] {
  const entries = entriesOf(text);
  if (isTyping && !/[,\n]\s*$/.test(text)) entries.pop();
  const faults = entries.flatMap((entry) => {
    const read = readEntry(kind, entry);
    return "fault" in read ? [read.fault] : [];
  });
  return [...new Set(entries.length > MAX[kind] ? [...faults, tooManyEntries(MAX[kind])] : faults)];
}
