const MAX_LENGTH = 200;

/** A rule as whoever asks why a call was refused reads it: `allow 192.0.2.0/24, 198.51.100.7`. Long lists are cut. */
export function ruleText(word: "allow" | "deny", entries: readonly string[]): string {
  const text = `${word} ${entries.join(", ")}`;
  return text.length <= MAX_LENGTH ? text : `${text.slice(0, MAX_LENGTH - 1)}…`;
}
