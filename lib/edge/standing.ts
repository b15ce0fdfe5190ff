import type { KeyEntry } from "./ports";

/** Gate 7: a secret that was replaced works until its end. */
export function secretStanding(key: KeyEntry, now: number): "key_retired" | null {
  const hasEnded = key.secretStatus === "retiring" && key.retiresAt !== null && now >= key.retiresAt;
  return hasEnded || key.secretStatus === "retired" ? "key_retired" : null;
}

/** Gate 8: neither organization nor key is switched off. */
export function keyStanding(key: KeyEntry): "org_suspended" | "key_disabled" | null {
  if (key.org.suspendedAt !== null) return "org_suspended";
  return key.disabledAt !== null ? "key_disabled" : null;
}

/** Gate 9: from the start on, and before the end. */
export function validityStanding(key: KeyEntry, now: number): "key_not_yet_valid" | "key_expired" | null {
  if (key.validFrom !== null && now < key.validFrom) return "key_not_yet_valid";
  return key.expiresAt !== null && now >= key.expiresAt ? "key_expired" : null;
}

/** Why this secret of this key would be refused now, whatever it asked for; gates 7 to 9 in their order. */
export function whyNotUsable(key: KeyEntry, now: number) {
  return secretStanding(key, now) ?? keyStanding(key) ?? validityStanding(key, now);
}
