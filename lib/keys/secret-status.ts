/** Secret status: what a secret's row and its use say about it at one moment. */
export type SecretStatus = "current" | "awaiting" | "retiring" | "retired";

type SecretRow = { status: SecretStatus; retiresAt: Date | null; lastUsedAt: Date | null };

/**
 * The status of a secret at `now`.
 *
 * The row tells how a rotation began; the clock and the first use tell how far it is: a retiring secret is retired from its end
 * on, as the edge judges it, and one that was used awaits its first use no more.
 */
export function secretStatus({ status, retiresAt, lastUsedAt }: SecretRow, now: Date): SecretStatus {
  if (status === "retiring" && retiresAt !== null && now >= retiresAt) return "retired";
  if (status === "awaiting" && lastUsedAt !== null) return "current";
  return status;
}
