import { withTransaction } from "@/lib/db/transaction";
import { redact } from "@/lib/edge/redact";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, requireStaff, type StaffContext } from "@/lib/orgs/context";
import type { DisableKeyInput, StaffKeyInput } from "./life-schemas";
import { lockAnyKey, lockKey } from "./lock";
import { type KeyVersion, saveKey } from "./save";

/**
 * Disables a key: every call with any of its secrets is refused, and nothing of it is lost.
 *
 * The reason is shown to whoever opens the key; anything in it that is one of our secrets is replaced.
 * @throws {DomainError} `not_found`, `forbidden`, `version_mismatch`; `already_disabled`, by whomever.
 */
export async function disableKey(ctx: OrgContext, input: DisableKeyInput): Promise<KeyVersion> {
  requirePermission(ctx, "keys:disable", true);
  return withTransaction(async (tx) => {
    const key = await lockKey(tx, ctx, "keys:disable", input);
    if (key.disabledAt) throw new DomainError("already_disabled");
    const reason = redact(input.reason);
    return saveKey(
      tx,
      ctx,
      key.id,
      { disabledAt: ctx.now, disabledBy: "customer", disabledReason: reason === "" ? null : reason },
      { action: "key.disabled", after: { by: "customer" }, reason },
    );
  });
}

/**
 * Disables a customer's key for the provider: nobody of the customer's can enable it again. A key that the customer had
 * disabled is taken over, and is the customer's again once staff enables it.
 *
 * The row is in the organization's own audit log, where the customer sees it.
 * @throws {DomainError} `not_found`, `forbidden`; `already_disabled` by staff.
 */
export async function disableKeyAsStaff(ctx: StaffContext, input: StaffKeyInput): Promise<KeyVersion> {
  requireStaff(ctx, "keys:disable");
  return withTransaction(async (tx) => {
    const key = await lockAnyKey(tx, input.keyId);
    if (key.disabledBy === "staff") throw new DomainError("already_disabled");
    const reason = redact(input.reason);
    return saveKey(
      tx,
      { ...ctx, org: { id: key.orgId } },
      key.id,
      { disabledAt: ctx.now, disabledBy: "staff", disabledReason: reason },
      {
        action: "key.disabled",
        before: {
          by: key.disabledBy,
          disabledAt: key.disabledAt,
          disabledReason: key.disabledReason,
        },
        after: { by: "staff" },
        reason,
      },
    );
  });
}
