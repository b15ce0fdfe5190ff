import { findSecrets, SECRET_LENGTH } from "@/lib/edge/secret-format";
import { findTokens, TOKEN_LENGTH } from "@/lib/management/token-format";

/** One of our credentials in a text. The credential itself is not part of it, so that a report cannot leak it again. */
export type Finding = {
  kind: "secret" | "management token";
  /** Four characters after the prefix, and the last four. */
  preview: string;
  /** Both begin at 1; a column counts UTF-16 units. */
  line: number;
  column: number;
};

/** A line that says this is left alone: for a secret that was retired and has to stay, in a test say. */
export const ALLOW_MARK = "keyward:allow";

/**
 * Every secret of a key and every management token in a text, by shape and checksum, in the order they stand. What only looks
 * like one is left out: one in 56 billion random strings of the right shape passes the checksum.
 */
export function scanText(text: string): Finding[] {
  const secrets = findSecrets(text).map((at) => ({ at, length: SECRET_LENGTH, kind: "secret" as const }));
  const tokens = findTokens(text).map((at) => ({
    at,
    length: TOKEN_LENGTH,
    kind: "management token" as const,
  }));
  const lines = lineStarts(text, secrets.length + tokens.length > 0);
  return [...secrets, ...tokens]
    .sort((a, b) => a.at - b.at)
    .flatMap(({ at, length, kind }) => {
      const line = lineOf(lines, at);
      const start = lines[line - 1] ?? 0;
      const whole = text.slice(start, lines[line] ?? text.length);
      if (whole.includes(ALLOW_MARK)) return [];
      const prefix = kind === "secret" ? "kw_" : "kwm_";
      const credential = text.slice(at, at + length);
      const preview = `${credential.slice(0, prefix.length + 4)}…${credential.slice(-4)}`;
      return [{ kind, preview, line, column: at - start + 1 }];
    });
}

function lineStarts(text: string, isNeeded: boolean): number[] {
  const starts = [0];
  if (!isNeeded) return starts;
  for (let at = text.indexOf("\n"); at !== -1; at = text.indexOf("\n", at + 1)) starts.push(at + 1);
  return starts;
}

/** The last line that begins at or before `at`, counted from 1. */
function lineOf(starts: readonly number[], at: number): number {
  let [low, high] = [0, starts.length];
  while (high - low > 1) {
    const middle = (low + high) >> 1;
    if ((starts[middle] ?? 0) <= at) low = middle;
    else high = middle;
  }
  return low + 1;
}
