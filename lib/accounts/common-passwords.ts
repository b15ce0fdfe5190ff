import { dictionary } from "@zxcvbn-ts/language-common";

let ranks: Map<string, number> | undefined;

/** Rank of a password in public lists of leaked ones, 1 for the most common; undefined when it is in none. */
export function commonRank(candidate: string): number | undefined {
  ranks ??= new Map((dictionary["passwords-common"] ?? []).map((word, index) => [String(word), index + 1]));
  return ranks.get(candidate);
}

/** Length of the longest entry that is looked for inside a longer password. */
export const LONGEST_COMMON = 24;
