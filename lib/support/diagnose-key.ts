import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { keyStatus } from "@/lib/keys/status";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { type KeyState, keyState, type StateFacts } from "./key-state";
import { keyTraffic } from "./key-traffic";

export type KeyDiagnosis = { name: string; facts: StateFacts; state: KeyState };

/**
 * The state of a key of the organization, in the trash or not, and what it follows from. The same for the customer and for
 * support, so that both read the same sentence.
 * @throws {DomainError} `forbidden`; `not_found` for an unknown, purged or another organization's key; `unavailable`.
 */
export async function diagnoseKey(ctx: OrgContext, keyId: string): Promise<KeyDiagnosis> {
  requirePermission(ctx, "keys:read");
  const [key, traffic] = await Promise.all([
    db.key.findFirst({
      where: { id: keyId, orgId: ctx.org.id },
      select: {
        name: true,
        disabledAt: true,
        disabledBy: true,
        disabledReason: true,
        validFrom: true,
        expiresAt: true,
        deletedAt: true,
        org: { select: { suspendedAt: true, suspendedReason: true } },
      },
    }),
    keyTraffic(ctx, keyId),
  ]);
  if (key === null) throw new DomainError("not_found");
  const facts: StateFacts = {
    status: keyStatus(key, ctx.now),
    orgSuspendedAt: iso(key.org.suspendedAt),
    orgSuspendedReason: key.org.suspendedReason,
    disabledAt: iso(key.disabledAt),
    disabledReason: key.disabledReason,
    validFrom: iso(key.validFrom),
    expiresAt: iso(key.expiresAt),
    deletedAt: iso(key.deletedAt),
    traffic,
  };
  return { name: key.name, facts, state: keyState(facts, ctx.now) };
}

function iso(at: Date | null): string | null {
  return at?.toISOString() ?? null;
}
