import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import type { FenceOutcome } from "@/lib/db/generated/enums";
import { DomainError } from "@/lib/errors/domain-error";
import { DECIDE_WITHIN_MS } from "./timing";

/**
 * Holds on to a fence until the end of the transaction: nobody takes it down meanwhile.
 * @throws {DomainError} `edge_unreachable` when it is down already, or has stood for so long that it soon will be.
 */
export async function holdFence(tx: Tx, fenceId: string): Promise<void> {
  const held = await tx.$executeRaw`
    SELECT FROM rotation_fence
    WHERE id = ${fenceId} AND settled_at IS NULL
      AND created_at > clock_timestamp() - ${DECIDE_WITHIN_MS} * interval '1 millisecond'
    FOR UPDATE`;
  if (held === 0) throw new DomainError("edge_unreachable");
}

/** Takes a fence down; every edge hears of it after commit. One that is down stays as it is. */
export async function settleFence(tx: Tx, fenceId: string, outcome: FenceOutcome): Promise<void> {
  const { count } = await tx.rotationFence.updateMany({
    where: { id: fenceId, settledAt: null },
    data: { settledAt: new Date(), outcome },
  });
  if (count > 0) await recordChange(tx, "fence", fenceId);
}
