import { type AuditContext, emitAudit } from "@/lib/audit/emit";
import { withTransaction } from "@/lib/db/transaction";
import { DomainError } from "@/lib/errors/domain-error";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { RingName } from "@/lib/sealing/keyring";
import { newId } from "@/lib/std/id";
import { ringOf } from "./held-rings";

/**
 * Asks, as an operator, that everything be sealed again under the newest version of a ring. It is done in the background and
 * outlives this process; `materialOverview` tells how far it is.
 * @throws {DomainError} `forbidden`; `conflict` while the same is under way.
 */
export async function requestRun(ctx: StaffContext, ring: RingName): Promise<{ runId: string }> {
  requireStaff(ctx, "settings:manage");
  return recordRun(ctx, ring);
}

/** The same for whoever has the command line of the installation, and needs no permission for more than that. */
export async function recordRun(ctx: Omit<AuditContext, "org">, ring: RingName): Promise<{ runId: string }> {
  const { requestId, ip, userAgent, now, actor } = ctx;
  const toVersion = ringOf(ring).current.version;
  const runId = newId("materialRun");
  await withTransaction(async (tx) => {
    await tx.$executeRaw`SELECT pg_advisory_xact_lock(hashtextextended('keyward.material.request', 0))`;
    // A run towards a version that is not the newest any more would wait for ever.
    await tx.materialRun.updateMany({
      where: { ring, finishedAt: null, toVersion: { not: toVersion } },
      data: { finishedAt: now, failure: "Another version is the newest now." },
    });
    if ((await tx.materialRun.count({ where: { ring, finishedAt: null } })) > 0) {
      throw new DomainError("conflict", { message: "This is under way already." });
    }
    await tx.materialRun.create({
      data: {
        id: runId,
        ring,
        toVersion,
        requestedAt: now,
        requestedById: actor.type === "user" ? actor.id : null,
      },
      select: { id: true },
    });
    await emitAudit(
      tx,
      { requestId, ip, userAgent, now, actor },
      {
        action: "material.run_requested",
        targetType: "keyring",
        targetId: ring,
        after: { runId, version: toVersion },
      },
    );
  });
  return { runId };
}
