import type { QpsPolicy } from "./schemas";

type Asked = {
  wantedQps: number;
  /** What holds by agreement now. */
  agreed: number;
  /** Of the contract in force; `null`: there is none, or it names none. */
  ceiling: number | null;
  /** Whether a suspicion stands against the key or its organization. */
  isFlagged: boolean;
};

/**
 * Whether the policy lets a request be approved without a person: no more than so many times what was agreed, within what the
 * contract allows, no abuse flag, and nothing that takes two reviewers.
 */
export function approvesItself(policy: QpsPolicy, { wantedQps, agreed, ceiling, isFlagged }: Asked): boolean {
  const { autoApprove, twoReviewersAbove } = policy;
  if (!autoApprove.isOn || isFlagged) return false;
  if (ceiling === null || wantedQps > ceiling) return false;
  if (twoReviewersAbove !== null && wantedQps > twoReviewersAbove) return false;
  return wantedQps <= agreed * autoApprove.maxFactor;
}
