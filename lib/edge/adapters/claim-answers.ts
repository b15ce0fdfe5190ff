import type { LimitView } from "../limit";
import type { Claim, Taken } from "../limits/counter-store";
import type { Part } from "./held-scopes";

/** Worth trying after a second where nobody knows what would help. */
const UNKNOWN_MS = 1000;

/** What every limit of a claim says of itself. */
export function viewsOf(parts: readonly Part[], claim: Claim): LimitView[] {
  return parts.map((part) => part.viewOf(claim));
}

/** The answer to a claim that these of its limits refuse; the one that refuses longest comes first. */
export function refused(parts: readonly Part[], refusing: readonly Part[], claim: Claim): Taken {
  const waits = new Map(refusing.map((part) => [part, Math.max(1, part.waitMs(claim))]));
  const longest = [...refusing].sort((a, b) => (waits.get(b) ?? 0) - (waits.get(a) ?? 0));
  return {
    limits: viewsOf(parts, claim),
    violated: viewsOf(longest, claim),
    waitMs: Math.max(...waits.values(), refusing.length === 0 ? UNKNOWN_MS : 1),
    lease: null,
  };
}
