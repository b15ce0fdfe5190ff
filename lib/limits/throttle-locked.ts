import type { AuditContext } from "@/lib/audit/emit";
import type { Tx } from "@/lib/db/client";
import type { LockedKey } from "@/lib/keys/lock";
import { saveKey } from "@/lib/keys/save";
import { newId } from "@/lib/std/id";
import { LIMIT_SELECT, toAudit } from "./internal";

/** Queries per second that are left. */
export const THROTTLED_QPS = 1;

/**
 * Leaves a locked key one query per second in each endpoint class it can call, as a limit of the customer's own that they can
 * lift; limits that are as low already stay. With the audit row and the word to every edge. For jobs.
 */
export async function throttleLockedKey(
  tx: Tx,
  ctx: AuditContext,
  key: LockedKey,
  reason: string,
): Promise<void> {
  const own = await tx.limit.findMany({
    where: { keyId: key.id, source: "customer" },
    select: LIMIT_SELECT,
    orderBy: { id: "asc" },
  });
  const rates = own.filter(({ kind, until }) => kind === "qps" && (until === null || until > ctx.now));
  const isLow = (classId: string) =>
    rates.some((limit) => limit.classId === classId && limit.value <= THROTTLED_QPS);
  const classIds = (await callableClasses(tx, key.id)).filter((classId) => !isLow(classId));
  if (classIds.length === 0) return;
  const replaced = rates.filter(({ classId }) => classId !== null && classIds.includes(classId));
  await tx.limit.deleteMany({ where: { id: { in: replaced.map(({ id }) => id) } } });
  await tx.limit.createMany({
    data: classIds.map((classId) => ({
      id: newId("limit"),
      orgId: key.orgId,
      keyId: key.id,
      kind: "qps" as const,
      unit: "requests" as const,
      classId,
      value: THROTTLED_QPS,
      source: "customer" as const,
      from: ctx.now,
      createdById: ctx.actor.id,
      createdAt: ctx.now,
    })),
  });
  const kept = own.filter(({ id }) => !replaced.some((gone) => gone.id === id));
  const placed = classIds.map((classId) =>
    toAudit({ kind: "qps", unit: "requests", classId, value: THROTTLED_QPS }),
  );
  await saveKey(
    tx,
    ctx,
    key.id,
    {},
    {
      action: "key.limits_set",
      before: { limits: own.map(toAudit) },
      after: { limits: [...kept.map(toAudit), ...placed] },
      reason,
    },
  );
}

async function callableClasses(tx: Tx, keyId: string): Promise<string[]> {
  const products = await tx.keyProduct.findMany({
    where: { keyId },
    select: { classIds: true, product: { select: { classes: { select: { id: true } } } } },
  });
  const ids = products.flatMap(({ classIds, product }) =>
    product.classes.map(({ id }) => id).filter((id) => classIds.length === 0 || classIds.includes(id)),
  );
  return [...new Set(ids)].sort();
}
