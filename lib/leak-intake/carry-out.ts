import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import { env } from "@/lib/env";
import { hastenLockedRotation } from "@/lib/keys/hasten-locked";
import type { LockedKey } from "@/lib/keys/lock";
import { restrictLockedKey } from "@/lib/keys/restrict-locked";
import { rotateLockedKey } from "@/lib/keys/rotate-locked";
import { LEAK_OVERLAP_HOURS } from "@/lib/leaks/terms";
import { throttleLockedKey } from "@/lib/limits/throttle-locked";
import type { Decision } from "./decide";

const REASON = "Found in the open; done by the organization’s policy for leaks.";

/**
 * Does to a locked key what was decided, with the audit rows of each step.
 * @returns When the secret that was found ends, where that is known. ISO 8601.
 */
export async function carryOut(
  tx: Tx,
  ctx: AuditContext,
  key: LockedKey,
  { act }: Decision,
  addresses: readonly string[],
): Promise<string | null> {
  switch (act) {
    case "nothing":
      return null;
    case "throttle":
      await throttleLockedKey(tx, ctx, key, REASON);
      return null;
    case "restrict":
      await restrictLockedKey(tx, ctx, key, addresses, REASON);
      return null;
    case "rotate": {
      const { retiring } = await rotateLockedKey(tx, ctx, key, {
        overlapSeconds: Math.min(LEAK_OVERLAP_HOURS, env().OVERLAP_CAP_HOURS) * 3600,
        startAtFirstUse: false,
        endRetiringNow: false,
        showSecretsOnce: false,
        reason: REASON,
      });
      return retiring?.endsAt ?? null;
    }
    case "hasten": {
      const latest = new Date(ctx.now.getTime() + LEAK_OVERLAP_HOURS * 3_600_000);
      return (await hastenLockedRotation(tx, ctx, key, latest, REASON))?.toISOString() ?? null;
    }
  }
}
