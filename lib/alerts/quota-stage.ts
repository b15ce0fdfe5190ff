/** The stages of a quota that are told, in percent. */
export const QUOTA_STAGES = [50, 80, 100] as const;
export type QuotaStage = (typeof QUOTA_STAGES)[number];

/** The highest stage that is reached; `null` below the first one that is told, and for a quota of nothing. */
export function quotaStage(used: number, quota: number, tellFrom: number): QuotaStage | null {
  if (quota <= 0) return null;
  return QUOTA_STAGES.findLast((stage) => stage >= tellFrom && used * 100 >= stage * quota) ?? null;
}
