import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import { editKey } from "@/lib/keys/edit";
import { lockKey } from "@/lib/keys/lock";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { limitsOfKeys } from "@/lib/limits/of-keys";
import { holdPolicies } from "@/lib/orgs/policies/read";
import type { TokenContext } from "./authenticate";
import type { EditKeyBody } from "./key-body";
import { resolveProducts } from "./resolve-products";
import { resolveQuotas } from "./resolve-quotas";
import { wantedLimits } from "./wanted-limits";
import { saysRestrictions, wantedRestrictions } from "./wanted-restrictions";
import { withApiFields } from "./with-api-fields";

/**
 * Changes a key as a body of the API says. Inside `asOneTransaction`: what the body leaves out is read behind the key's lock.
 * @throws {DomainError} What `editKey` throws, its fields by the names of the body.
 */
export async function editKeyFrom(
  tx: Tx,
  ctx: TokenContext,
  keyId: string,
  body: EditKeyBody,
): Promise<void> {
  const {
    products: named,
    quotas: said,
    restrictions: _,
    enforcement: __,
    allowNoOrigin: ___,
    ...plain
  } = body;
  // The organization before the key, as everywhere.
  await holdPolicies(tx, ctx.org.id);
  await lockKey(tx, ctx, "keys:edit", { keyId, version: null });
  const products = named && (await resolveProducts(tx, named));
  const quotas = said && (await resolveQuotas(tx, said));
  const saysLimits = products !== undefined || quotas !== undefined;
  const before = saysLimits ? ((await limitsOfKeys(tx, ctx, [keyId])).get(keyId) ?? []) : [];
  const { limits, fieldOf } = wantedLimits(before, { products, quotas });
  await withApiFields(fieldOf, async () =>
    editKey(ctx, {
      ...plain,
      keyId,
      version: null,
      ...(products && { products: products.map(({ productId, classIds }) => ({ productId, classIds })) }),
      ...(saysLimits && { limits }),
      ...(saysRestrictions(body) && {
        restrictions: wantedRestrictions(await restrictionsOf(tx, keyId), body),
      }),
    }),
  );
}

async function restrictionsOf(tx: Tx, keyId: string): Promise<Restrictions> {
  const { restrictions } = await tx.key.findUniqueOrThrow({
    where: { id: keyId },
    select: { restrictions: true },
  });
  const { data } = Restrictions.safeParse(restrictions);
  if (data !== undefined) return data;
  // A change of some of them would silently drop the others.
  throw new DomainError("invalid_input", {
    fields: { restrictions: ["What is stored cannot be read. Set all restrictions anew in the dashboard."] },
  });
}
