import type { Tx } from "@/lib/db/client";
import { type CreatedKey, createKey } from "@/lib/keys/create";
import { BILLING_TYPES_OF_ORG } from "@/lib/keys/terms";
import { readPolicies } from "@/lib/orgs/policies/read";
import type { TokenContext } from "./authenticate";
import type { CreateKeyBody } from "./key-body";
import { resolveProducts } from "./resolve-products";
import { resolveQuotas } from "./resolve-quotas";
import { wantedLimits } from "./wanted-limits";
import { saysRestrictions, wantedRestrictions } from "./wanted-restrictions";
import { withApiFields } from "./with-api-fields";

/**
 * Creates a key from a body of the API. Restrictions the body leaves out are what the organization gives new keys.
 * @throws {DomainError} What `createKey` throws, its fields by the names of the body.
 */
export async function createKeyFrom(client: Tx, ctx: TokenContext, body: CreateKeyBody): Promise<CreatedKey> {
  const products = await resolveProducts(client, body.products);
  const quotas = body.quotas && (await resolveQuotas(client, body.quotas));
  const { limits, fieldOf } = wantedLimits([], { products, quotas });
  const restrictions = saysRestrictions(body)
    ? wantedRestrictions((await readPolicies(client, ctx.org.id)).defaultRestrictions, body)
    : null;
  const { name, access, allowQueryKey, validFrom, expiresAt, note, tags } = body;
  return withApiFields(fieldOf, () =>
    createKey(ctx, {
      name,
      billingType: body.billingType ?? BILLING_TYPES_OF_ORG[ctx.org.type][0],
      products: products.map(({ productId, classIds }) => ({ productId, classIds })),
      access,
      allowQueryKey,
      validFrom,
      expiresAt,
      restrictions,
      limits,
      note,
      tags,
      isProtected: false,
      rotateEveryDays: null,
    }),
  );
}
