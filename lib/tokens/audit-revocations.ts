import { z } from "zod";
import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { startChore } from "@/lib/logging/chore";
import { newId } from "@/lib/std/id";

const EVERY_MS = 2_000;
const BATCH = 200;

const Waiting = z.array(
  z.object({ id: z.string(), keyId: z.string(), orgId: z.string(), ip: z.string(), revokedAt: z.date() }),
);

/**
 * Writes into the audit log what clients have revoked at the edge: a row per token, under the organization of its key, once,
 * whoever runs this and however often. Answers how many were written.
 *
 * An edge cannot write them: it does not have the key that signs the log. Until they are written the revocations are
 * kept, longer than the tokens would have lived.
 */
export async function auditRevocations(now: Date): Promise<number> {
  const waiting = Waiting.parse(
    await db.$queryRaw`
      SELECT token.id, token.key_id AS "keyId", key.org_id AS "orgId", token.ip, token.created_at AS "revokedAt"
      FROM revoked_token token JOIN key ON key.id = token.key_id
      WHERE token.audited_at IS NULL ORDER BY token.created_at LIMIT ${BATCH}`,
  );
  let written = 0;
  for (const { id, keyId, orgId, ip, revokedAt } of waiting) {
    written += await withTransaction(async (tx) => {
      const { count } = await tx.revokedToken.updateMany({
        where: { id, auditedAt: null },
        data: { auditedAt: now },
      });
      if (count === 0) return 0;
      const client = { actor: { type: "system", id: "oauth" }, org: { id: orgId }, ip } as const;
      await emitAudit(
        tx,
        { ...client, requestId: newId("request"), userAgent: "", now },
        { action: "token.revoked", targetType: "key", targetId: keyId, after: { tokenId: id, revokedAt } },
      );
      return 1;
    });
  }
  return written;
}

/**
 * Does so every two seconds, in the dashboard's process. While the database is away nothing happens; the next run tries
 * again. Returns the way to stop, which waits for a run under way.
 */
export function startRevocationAudit(): () => Promise<void> {
  return startChore(EVERY_MS, "auditing revocations", () => auditRevocations(new Date()));
}
