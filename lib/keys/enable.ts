import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { EnableKeyInput, StaffKeyInput } from "./life-schemas";
import { lockAnyKey, lockKey } from "./lock";
import { type KeyVersion, saveKey } from "./save";

const ENABLED = { disabledAt: null, disabledBy: null, disabledReason: null };

/**
 * Enables a key that the customer disabled. Its dates, restrictions and limits hold as before.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`, `not_disabled`; `disabled_by_staff`, which says how
 * to reach support.
 */
export async function enableKey(ctx: OrgContext, input: EnableKeyInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:disable", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:disable", input);
    if (!key.disabledAt) throw new DomainError("not_disabled");
    if (key.disabledBy === "staff") throw disabledByStaff(key.id);
    return saveKey(tx, ctx, key.id, ENABLED, {
      action: "key.enabled",
      before: { by: key.disabledBy, disabledReason: key.disabledReason },
      reason: input.reason,
    });
  });
}

/**
 * Takes back what staff did: the key is as the customer left it, enabled or disabled.
 * @throws {DomainError} `not_found`, `forbidden`; `not_disabled` unless staff disabled it.
 */
export async function enableKeyAsStaff(ctx: StaffContext, input: StaffKeyInput): Promise<KeyVersion> {
  requireStaff(ctx, "keys:disable");
  return withTransaction(async (tx) => {
    const key = await lockAnyKey(tx, input.keyId);
    if (key.disabledBy !== "staff") throw new DomainError("not_disabled");
    const underneath = await customersOwn(tx, key.orgId, key.id);
    return saveKey(tx, { ...ctx, org: { id: key.orgId } }, key.id, underneath, {
      action: "key.enabled",
      before: { by: "staff", disabledReason: key.disabledReason },
      after: { by: underneath.disabledBy },
      reason: input.reason,
    });
  });
}

function disabledByStaff(keyId: string): DomainError {
  const { PROVIDER_NAME, SUPPORT_EMAIL } = env();
  return new DomainError("disabled_by_staff", {
    message: `${PROVIDER_NAME} disabled this key, and only its support can enable it again. Write to ${SUPPORT_EMAIL} and quote the key ID ${keyId}.`,
  });
}

const TakenOver = z.object({
  by: z.literal("customer"),
  disabledAt: z.iso.datetime().transform((at) => new Date(at)),
  disabledReason: z.string().nullable(),
});

/** How the customer had left the key when staff disabled it: the row about that says so, and nobody can edit it unseen. */
async function customersOwn(tx: Tx, orgId: string, keyId: string) {
  const row = await tx.auditEntry.findFirst({
    where: { chain: orgId, targetId: keyId, action: "key.disabled" },
    orderBy: { seq: "desc" },
    select: { before: true },
  });
  const taken = TakenOver.safeParse(row?.before);
  if (!taken.success) return ENABLED;
  const { disabledAt, disabledReason } = taken.data;
  return { disabledAt, disabledBy: "customer" as const, disabledReason };
}
