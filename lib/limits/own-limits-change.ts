import type { Tx } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { Change } from "@/lib/keys/change";
import type { LockedKey } from "@/lib/keys/lock";
import type { BillingType } from "@/lib/keys/schemas";
import { type OrgContext, responsibleId } from "@/lib/orgs/context";
import { planQpsOf, termsQuotasOf } from "@/lib/plans/agreed";
import { newId } from "@/lib/std/id";
import { contractNow, LIMIT_SELECT, type StoredLimit, toAudit } from "./internal";
import { type OwnLimit, scopeOf } from "./schemas";

/**
 * The limits a customer set for a key that is locked or new, made what is wanted; `null` when they are that already. A limit
 * that stays as it was goes on without a gap.
 * @throws {DomainError} `invalid_input` for more than was agreed, or a class the key cannot call.
 */
export async function ownLimitsChange(
  tx: Tx,
  ctx: OrgContext,
  key: Pick<LockedKey, "id" | "orgId">,
  limits: readonly OwnLimit[],
): Promise<Change | null> {
  const stored = await tx.limit.findMany({
    where: { keyId: key.id },
    select: LIMIT_SELECT,
    orderBy: { id: "asc" },
  });
  await requireAgreed(tx, key, limits, stored, ctx.now);
  const before = stored.filter(({ source }) => source === "customer");
  const wanted = new Map(limits.map((limit) => [`${scopeOf(limit)}|${limit.value}`, limit]));
  const gone: StoredLimit[] = [];
  for (const limit of before) {
    const isKept = limit.until === null && wanted.delete(`${scopeOf(limit)}|${limit.value}`);
    if (!isKept) gone.push(limit);
  }
  if (gone.length === 0 && wanted.size === 0) return null;
  await tx.limit.deleteMany({ where: { id: { in: gone.map(({ id }) => id) } } });
  await tx.limit.createMany({
    data: [...wanted.values()].map((limit) => ({
      ...limit,
      id: newId("limit"),
      orgId: key.orgId,
      keyId: key.id,
      source: "customer" as const,
      from: ctx.now,
      createdById: responsibleId(ctx),
      createdAt: ctx.now,
    })),
  });
  return { data: {}, before: { limits: before.map(toAudit) }, after: { limits: limits.map(toAudit) } };
}

async function requireAgreed(
  tx: Tx,
  key: Pick<LockedKey, "id" | "orgId">,
  limits: readonly OwnLimit[],
  stored: readonly StoredLimit[],
  now: Date,
): Promise<void> {
  const classIds = limits.flatMap(({ classId }) => (classId === null ? [] : [classId]));
  const products = await tx.keyProduct.findMany({
    where: { keyId: key.id },
    select: {
      classIds: true,
      product: {
        select: { classes: { where: { id: { in: classIds } }, select: { id: true, defaultQps: true } } },
      },
    },
  });
  const ofPlan = await planQpsOf(tx, key.orgId);
  const ofType = await termsQuotasOf(tx, await billingTypeOf(tx, key.id));
  const classes = products.flatMap(({ classIds: only, product }) =>
    product.classes.filter(({ id }) => only.length === 0 || only.includes(id)),
  );
  const fields: Record<string, string[]> = {};
  limits.forEach((limit, index) => {
    const endpointClass = classes.find(({ id }) => id === limit.classId);
    if (limit.classId !== null && endpointClass === undefined) {
      fields[`limits.${index}.classId`] = ["This key is not valid for this endpoint class."];
      return;
    }
    const contract = contractNow(stored, limit, now);
    const most = contract ?? withoutContract(limit, endpointClass);
    if (most !== undefined && limit.value > most) {
      fields[`limits.${index}.value`] = [`You can set this to ${most} at most. Ask us if you need more.`];
    }
  });
  if (Object.keys(fields).length > 0) throw new DomainError("invalid_input", { fields });

  function withoutContract(
    { kind, unit, classId }: OwnLimit,
    endpointClass: { id: string; defaultQps: number } | undefined,
  ): number | undefined {
    if (kind === "qps" && endpointClass !== undefined) {
      return ofPlan.get(endpointClass.id) ?? endpointClass.defaultQps;
    }
    const quota = ofType.find((one) => one.kind === kind);
    return unit === "requests" && classId === null ? quota?.value : undefined;
  }
}

async function billingTypeOf(tx: Tx, keyId: string): Promise<BillingType> {
  const { billingType } = await tx.key.findUniqueOrThrow({
    where: { id: keyId },
    select: { billingType: true },
  });
  return billingType;
}
