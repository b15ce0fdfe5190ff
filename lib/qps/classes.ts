import type { Tx } from "@/lib/db/client";
import { classQps } from "@/lib/limits/class-qps";
import { limitsInForce } from "@/lib/limits/in-force";
import type { QpsClass } from "./views";

/** A key with every class it can call, and what holds in each. */
export type KeyClasses = {
  key: { id: string; name: string; orgId: string; createdById: string };
  classes: QpsClass[];
};

/**
 * The classes a living key can call, with the limits in force, in the provider's order; `null` for no such key.
 *
 * For verbs that have checked who asks.
 * @param orgId Whose key it has to be.
 */
export async function classesOfKey(
  client: Pick<Tx, "key" | "limit" | "planQps" | "billingTerms">,
  { keyId, orgId }: { keyId: string; orgId: string },
  now: Date,
): Promise<KeyClasses | null> {
  const row = await client.key.findFirst({
    where: { id: keyId, orgId, deletedAt: null },
    select: {
      id: true,
      name: true,
      orgId: true,
      createdById: true,
      products: {
        where: { product: { disabledAt: null } },
        select: {
          classIds: true,
          product: {
            select: {
              id: true,
              name: true,
              isSample: true,
              classes: {
                select: { id: true, name: true, defaultQps: true },
                orderBy: [{ name: "asc" }, { id: "asc" }],
              },
            },
          },
        },
        orderBy: [{ product: { position: "asc" } }, { product: { name: "asc" } }],
      },
    },
  });
  if (row === null) return null;
  const limits = (await limitsInForce(client, { orgId, keyIds: [keyId] }, now)).get(keyId) ?? [];
  const { products, ...key } = row;
  return {
    key,
    classes: products.flatMap(({ product, classIds }) =>
      product.classes
        .filter(({ id }) => classIds.length === 0 || classIds.includes(id))
        .map(({ id, name, defaultQps }) => {
          const { qps, agreed, own } = classQps(limits, { id, defaultQps });
          const { id: productId, name: productName, isSample } = product;
          return { classId: id, className: name, productId, productName, isSample, qps, agreed, ownQps: own };
        }),
    ),
  };
}
