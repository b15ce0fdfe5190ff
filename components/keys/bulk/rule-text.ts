import type { RuleSummary } from "@/lib/keys/bulk/restricted";
import { MODE_WORDS, windowText } from "../restriction-words";

const SHOWN = 8;

/** A restriction in one line: `Enforce: allowed a.example.com, b.example.com; denied 192.0.2.7`. */
export function ruleText({ mode, allow, deny, allowMissing, denyKnownBots, hours }: RuleSummary): string {
  const parts = [
    ...(allow.length > 0 ? [`allowed ${shortened(allow)}`] : []),
    ...(deny.length > 0 ? [`denied ${shortened(deny)}`] : []),
    ...(allowMissing ? ["calls without Origin pass"] : []),
    ...(denyKnownBots ? ["known bots denied"] : []),
    ...(hours && hours.windows.length > 0
      ? [`open ${shortened(hours.windows.map(windowText))} (${hours.zone})`]
      : []),
  ];
  return parts.length === 0 ? MODE_WORDS[mode].word : `${MODE_WORDS[mode].word}: ${parts.join("; ")}`;
}

function shortened(entries: readonly string[]): string {
  const rest = entries.length - SHOWN;
  return rest > 0 ? `${entries.slice(0, SHOWN).join(", ")} and ${rest} more` : entries.join(", ");
}
