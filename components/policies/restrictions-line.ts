import { MODE_WORDS, RESTRICTION_WORDS, type RestrictionName } from "@/components/keys/restriction-words";
import type { Restrictions } from "@/lib/keys/restrictions-schema";

/** Restrictions in a line: which are on, and how. */
export function restrictionsLine(restrictions: Restrictions): string {
  const names = Object.keys(RESTRICTION_WORDS) as RestrictionName[];
  const on = names.filter((name) => restrictions[name].mode !== "off");
  if (on.length === 0) return "New keys start without restrictions.";
  const parts = on.map(
    (name) => `${RESTRICTION_WORDS[name].word} (${MODE_WORDS[restrictions[name].mode].word.toLowerCase()})`,
  );
  return `New keys start with: ${parts.join(", ")}.`;
}
