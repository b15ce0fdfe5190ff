import { emitAudit } from "@/lib/audit/emit";
import { recordChange } from "@/lib/changes/record";
import { withTransaction } from "@/lib/db/transaction";
import { generateSecret, type Secret } from "@/lib/edge/secret-format";
import { ownLimitsChange } from "@/lib/limits/own-limits-change";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { requireWithinMaxAge, requireWithinRotation } from "@/lib/orgs/policies/within";
import { newId } from "@/lib/std/id";
import { requireProducts } from "./access-change";
import { requireBillingType } from "./billing-type";
import type { CreateKeyInput } from "./create-schema";
import { requireOwnDomains } from "./restrictions-change";
import { lockRoomForKeys } from "./room";
import { secretRow } from "./secret-row";
import { endOfNewKey } from "./type-end";
import { newValidity } from "./validity-change";

/** A new key. `secret` is in clear, here and nowhere else: the caller hands it to whoever asked and forgets it. */
export type CreatedKey = { id: string; secret: Secret };

/**
 * Creates a key with its first secret in the caller's organization.
 *
 * The database gets a keyed digest and sealed copies of the secret, bound to organization, key and secret ID; an
 * organization that shows secrets once gets no copy that could be opened to show it again. The key starts with the
 * organization's default restrictions, and ends when its billing type says so, unless it is to end before.
 * @throws {DomainError} `invalid_input` for what editing a key would be refused for, too: a product or endpoint class that
 * does not exist, a billing type or a domain it cannot have, a time that is past, too far or beyond the organization's maximum
 * age, a rotation interval longer than the organization's, a limit above what was agreed; `limit_reached` at
 * `KEYS_PER_ORG_MAX` living keys or at the organization's own maximum, however many are created at once.
 */
export async function createKey(ctx: OrgContext, input: CreateKeyInput): Promise<CreatedKey> {
  requirePermission(ctx, "keys:create");
  requireBillingType(ctx, input.billingType);
  if (input.limits.length > 0) requirePermission(ctx, "limits:edit", true);
  if (input.restrictions !== null) requireOwnDomains(input.restrictions.domain.allow);
  const validity = newValidity(input, ctx.now);
  const { name, billingType, access, allowQueryKey, note, tags, isProtected, rotateEveryDays } = input;
  const keyId = newId("key");
  const secret = generateSecret();

  await withTransaction(async (tx) => {
    const policies = await lockRoomForKeys(tx, ctx.org.id);
    const wantedEnd = { madeAt: ctx.now, expiresAt: validity.expiresAt };
    const expiresAt = await endOfNewKey(tx, billingType, wantedEnd);
    requireWithinMaxAge(policies, { createdAt: ctx.now, expiresAt });
    requireWithinRotation(policies, rotateEveryDays);
    await requireProducts(tx, input.products);
    const restrictions = input.restrictions ?? policies.defaultRestrictions;
    const said = {
      name,
      billingType,
      access,
      allowQueryKey,
      ...validity,
      expiresAt,
      note,
      tags,
      isProtected,
      rotateEveryDays,
    };
    await tx.key.create({
      data: {
        ...said,
        id: keyId,
        orgId: ctx.org.id,
        restrictions,
        createdById: responsibleId(ctx),
        createdAt: ctx.now,
        products: { create: input.products },
        secrets: {
          create: secretRow({ orgId: ctx.org.id, keyId }, secret, ctx.now, policies.showSecretsOnce),
        },
      },
      select: { id: true },
    });
    const limits = await ownLimitsChange(tx, ctx, { id: keyId, orgId: ctx.org.id }, input.limits);
    await recordChange(tx, "key", keyId);
    await emitAudit(tx, ctx, {
      action: "key.created",
      targetType: "key",
      targetId: keyId,
      after: { ...said, products: input.products, restrictions, ...limits?.after },
    });
  });
  return { id: keyId, secret };
}
