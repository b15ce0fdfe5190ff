import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { OwnLimit } from "@/lib/limits/schemas";
import type { QuotasBody } from "./key-body";

/** A quota of a body as a limit, and the field of the body that holds its number. */
export type ResolvedQuota = OwnLimit & { field: string };

/**
 * The quotas that a body names, their classes found by slug or ID. Whether the key can call a class is for the verb to say.
 * @throws {DomainError} `invalid_input` at each product or class that is none, and on `quotas` for one named twice.
 */
export async function resolveQuotas(
  client: Pick<Tx, "product">,
  quotas: QuotasBody,
): Promise<ResolvedQuota[]> {
  const names = quotas.flatMap(({ product }) => product ?? []);
  const known =
    names.length === 0
      ? []
      : await client.product.findMany({
          where: { OR: [{ slug: { in: names } }, { id: { in: names } }] },
          select: { id: true, slug: true, classes: { select: { id: true, slug: true } } },
        });
  const fields: Record<string, string[]> = {};
  const resolved = quotas.map((quota, index): ResolvedQuota => {
    const product = known.find(({ id, slug }) => id === quota.product || slug === quota.product);
    const one = product?.classes.find(({ id, slug }) => id === quota.class || slug === quota.class);
    if (quota.product !== undefined && product === undefined) {
      fields[`quotas.${index}.product`] = ["There is no such product."];
    } else if (quota.class !== undefined && one === undefined) {
      fields[`quotas.${index}.class`] = ["This product has no such endpoint class."];
    }
    const { period: kind, unit, limit: value } = quota;
    return { kind, unit, classId: one?.id ?? null, value, field: `quotas.${index}.limit` };
  });
  if (Object.keys(fields).length > 0) throw new DomainError("invalid_input", { fields });
  const scopes = new Set(resolved.map(({ kind, unit, classId }) => `${kind} ${unit} ${classId}`));
  if (scopes.size < resolved.length) {
    const sentence = "A class is named twice, by its slug and by its ID.";
    throw new DomainError("invalid_input", { fields: { quotas: [sentence] } });
  }
  return resolved;
}
