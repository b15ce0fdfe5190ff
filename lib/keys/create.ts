import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import type { Tx } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { generateSecret, type Secret } from "@/lib/edge/secret-format";
import { DomainError } from "@/lib/errors/domain-error";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { requireWithinMaxAge } from "@/lib/orgs/policies/within";
import { newId } from "@/lib/std/id";
import { lockRoomForKeys } from "./room";
import { BILLING_TYPES_OF_ORG, type BillingType, type CreateKeyInput, EXPIRY_DAYS_MAX } from "./schemas";
import { secretRow } from "./secret-row";

/** A new key. `secret` is in clear, here and nowhere else: the caller hands it to whoever asked and forgets it. */
export type CreatedKey = { id: string; secret: Secret };

/**
 * Creates a key with its first secret in the caller's organization.
 *
 * The database gets a keyed digest and sealed copies of the secret, bound to organization, key and secret ID; an
 * organization that shows secrets once gets no copy that could be opened to show it again. The key starts with the
 * organization's default restrictions.
 * @throws {DomainError} `invalid_input` for an unknown product, a billing type the organization cannot use or an expiry
 * that is past, too far or beyond the organization's maximum age; `limit_reached` at `KEYS_PER_ORG_MAX` living keys or
 * at the organization's own maximum, however many are created at once.
 */
export async function createKey(ctx: OrgContext, input: CreateKeyInput): Promise<CreatedKey> {
  requirePermission(ctx, "keys:create");
  requireBillingType(ctx, input.billingType);
  const expiresAt = input.expiresAt === null ? null : requireExpiry(new Date(input.expiresAt), ctx.now);
  const keyId = newId("key");
  const secret = generateSecret();

  await withTransaction(async (tx) => {
    const policies = await lockRoomForKeys(tx, ctx.org.id);
    requireWithinMaxAge(policies, { createdAt: ctx.now, expiresAt });
    await requireProducts(tx, input.productIds);
    await tx.key.create({
      data: {
        id: keyId,
        orgId: ctx.org.id,
        name: input.name,
        billingType: input.billingType,
        access: input.access,
        expiresAt,
        restrictions: policies.defaultRestrictions,
        createdById: responsibleId(ctx),
        createdAt: ctx.now,
        products: { create: input.productIds.map((productId) => ({ productId })) },
        secrets: {
          create: secretRow({ orgId: ctx.org.id, keyId }, secret, ctx.now, policies.showSecretsOnce),
        },
      },
      select: { id: true },
    });
    await recordChange(tx, "key", keyId);
    await emitAudit(tx, ctx, {
      action: "key.created",
      targetType: "key",
      targetId: keyId,
      after: {
        name: input.name,
        billingType: input.billingType,
        access: input.access,
        productIds: input.productIds,
        expiresAt: expiresAt?.toISOString() ?? null,
      },
    });
  });
  return { id: keyId, secret };
}

function requireBillingType({ org }: OrgContext, type: BillingType): void {
  const allowed: readonly BillingType[] = BILLING_TYPES_OF_ORG[org.type];
  if (allowed.includes(type)) return;
  throw new DomainError("invalid_input", {
    fields: { billingType: ["Your organization cannot use this billing type."] },
  });
}

function requireExpiry(expiresAt: Date, now: Date): Date {
  const days = (expiresAt.getTime() - now.getTime()) / 86_400_000;
  if (days > 0 && days <= EXPIRY_DAYS_MAX) return expiresAt;
  throw new DomainError("invalid_input", {
    fields: { expiresAt: [`Choose a time from now on, at most ${EXPIRY_DAYS_MAX / 365} years ahead.`] },
  });
}

async function requireProducts(tx: Tx, productIds: readonly string[]): Promise<void> {
  const known = await tx.product.count({ where: { id: { in: [...productIds] } } });
  if (known === productIds.length) return;
  throw new DomainError("invalid_input", {
    fields: { productIds: ["One of these products does not exist any more. Reload and choose again."] },
  });
}
