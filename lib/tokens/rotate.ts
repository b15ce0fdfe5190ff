import { type AuditContext, emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { TOKEN_MAX_SECONDS } from "@/lib/edge/tokens/parse-token";
import { DomainError } from "@/lib/errors/domain-error";
import { LOCK_TOKEN_KEYS, newTokenKey } from "./new-key";

/** Every edge reads a new key within this time, at worst by polling; before, nothing is signed with it. */
const KNOWN_EVERYWHERE_AFTER_MS = 10_000;

/**
 * Replaces the key that signs access tokens; for operators, hence without an organization.
 *
 * The new one signs ten seconds later, when every edge knows it; tokens of the old one are believed until they end.
 * With `endsAll` the old keys are gone at once, and with them every token there is: for a key that leaked.
 * @throws {DomainError} `conflict` while tokens of the rotation before may still live; `endsAll` is never refused.
 */
export async function rotateTokenKeys(
  { now, ip, userAgent, requestId, actor }: Omit<AuditContext, "org">,
  { endsAll, reason }: { endsAll: boolean; reason: string },
): Promise<{ kid: string }> {
  return withTransaction(async (tx) => {
    await tx.$executeRawUnsafe(LOCK_TOKEN_KEYS);
    const known = await tx.tokenKey.findMany({ select: { id: true, retiresAt: true } });
    const lastSignedBefore = new Date(now.getTime() - TOKEN_MAX_SECONDS * 1000);
    const isOver = (retiresAt: Date | null) => retiresAt !== null && retiresAt <= lastSignedBefore;
    const gone = known.filter(({ retiresAt }) => endsAll || isOver(retiresAt)).map(({ id }) => id);
    const living = known.filter(({ id }) => !gone.includes(id));
    if (living.some(({ retiresAt }) => retiresAt !== null)) {
      throw new DomainError("conflict", {
        message: "Tokens of the former signing key may still live. Rotate again in 15 minutes.",
      });
    }
    await tx.tokenKey.deleteMany({ where: { id: { in: gone } } });
    await tx.tokenKey.updateMany({
      data: { retiresAt: new Date(now.getTime() + KNOWN_EVERYWHERE_AFTER_MS) },
    });
    const key = newTokenKey();
    await tx.tokenKey.create({ data: { ...key, createdAt: now }, select: { id: true } });
    for (const { id } of [key, ...known]) await recordChange(tx, "token", id);
    await emitAudit(
      tx,
      { now, ip, userAgent, requestId, actor },
      {
        action: "token_key.rotated",
        targetType: "token_key",
        targetId: key.id,
        before: { kids: known.map(({ id }) => id) },
        after: { kid: key.id, endsAll },
        reason,
      },
    );
    return { kid: key.id };
  });
}
