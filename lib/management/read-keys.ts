import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import { secretStatus } from "@/lib/keys/secret-status";
import { keyStatus } from "@/lib/keys/status";
import { TRASH_DAYS } from "@/lib/keys/terms";
import { classQps, type LimitInForce } from "@/lib/limits/class-qps";
import { limitsOfKeys } from "@/lib/limits/of-keys";
import type { OrgContext } from "@/lib/orgs/context";
import type { KeyResource } from "./key-resource";
import { restrictionsOut } from "./restrictions-out";

const DAY_MS = 86_400_000;
/** Ended secrets are listed so long. */
const ENDED_DAYS = 30;

/**
 * Keys of the organization as the API shows them, in the order of `keyIds`; those in the trash with status `deleted`. Others'
 * and purged ones are left out.
 *
 * Works in a transaction, so that an answer is of what was just written. Four statements and what Prisma makes of relations,
 * however many keys.
 */
export async function readKeys(
  client: Tx,
  ctx: OrgContext,
  keyIds: readonly string[],
): Promise<KeyResource[]> {
  const now = ctx.now.getTime();
  const ended = new Date(now - ENDED_DAYS * DAY_MS);
  const trashed = new Date(now - TRASH_DAYS * DAY_MS);
  const rows = await client.key.findMany({
    where: {
      id: { in: [...keyIds] },
      orgId: ctx.org.id,
      OR: [{ deletedAt: null }, { deletedAt: { gt: trashed } }],
    },
    select: { ...KEY_SELECT, secrets: secretsSince(ended) },
  });
  const [limits, uses, creators] = [
    await limitsOfKeys(client, ctx, keyIds),
    await client.secretLastUsed.findMany({
      where: { orgId: ctx.org.id, keyId: { in: [...keyIds] } },
      select: { secretId: true, keyId: true, at: true },
    }),
    await client.user.findMany({
      where: { id: { in: rows.map(({ createdById }) => createdById) } },
      select: { id: true, name: true },
    }),
  ];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return keyIds.flatMap((id): KeyResource[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const usesOfKey = uses.filter(({ keyId }) => keyId === id);
    const createdBy = creators.find((person) => person.id === row.createdById) ?? null;
    return [toResource(row, { limits: limits.get(id) ?? [], uses: usesOfKey, createdBy, now: ctx.now })];
  });
}

/** One key. @throws {DomainError} `not_found` when `readKeys` leaves it out. */
export async function readKey(client: Tx, ctx: OrgContext, keyId: string): Promise<KeyResource> {
  const [key] = await readKeys(client, ctx, [keyId]);
  if (key === undefined) {
    throw new DomainError("not_found", {
      message: "There is no key with this ID. It may have been deleted.",
    });
  }
  return key;
}

const KEY_SELECT = {
  id: true,
  name: true,
  billingType: true,
  access: true,
  allowQueryKey: true,
  restrictions: true,
  note: true,
  tags: true,
  version: true,
  createdAt: true,
  createdById: true,
  lastRotatedAt: true,
  validFrom: true,
  expiresAt: true,
  disabledAt: true,
  disabledBy: true,
  deletedAt: true,
  products: {
    select: {
      classIds: true,
      product: {
        select: {
          slug: true,
          classes: {
            select: { id: true, slug: true, defaultQps: true },
            orderBy: [{ name: "asc" }, { id: "asc" }],
          },
        },
      },
    },
    orderBy: [{ product: { position: "asc" } }, { product: { name: "asc" } }],
  },
} as const satisfies Prisma.KeySelect;

function secretsSince(ended: Date) {
  return {
    select: { id: true, status: true, retiresAt: true, head: true, tail: true },
    where: { OR: [{ status: { not: "retired" as const } }, { retiresAt: { gt: ended } }] },
    orderBy: { createdAt: "desc" as const },
  } satisfies Prisma.Key$secretsArgs;
}

type Row = Prisma.KeyGetPayload<{
  select: typeof KEY_SELECT & { secrets: ReturnType<typeof secretsSince> };
}>;

type Beside = {
  limits: readonly LimitInForce[];
  uses: readonly { secretId: string; at: Date }[];
  createdBy: KeyResource["createdBy"];
  now: Date;
};

function toResource(row: Row, { limits, uses, createdBy, now }: Beside): KeyResource {
  const useOf = new Map(uses.map(({ secretId, at }) => [secretId, at]));
  const lastUsed = uses.reduce((last, { at }) => Math.max(last, at.getTime()), 0);
  return {
    id: row.id,
    name: row.name,
    status: keyStatus(row, now),
    billingType: row.billingType,
    products: row.products.map(({ product, classIds }) => ({
      product: product.slug,
      classes: product.classes
        .filter(({ id }) => classIds.length === 0 || classIds.includes(id))
        .map((one) => ({ class: one.slug, ...qpsOf(limits, one) })),
    })),
    access: row.access,
    ...restrictionsOut(row.restrictions),
    quotas: quotasInForce(limits, row.products),
    allowQueryKey: row.allowQueryKey,
    validFrom: row.validFrom?.toISOString() ?? null,
    expiresAt: row.expiresAt?.toISOString() ?? null,
    createdAt: row.createdAt.toISOString(),
    createdBy,
    lastRotatedAt: row.lastRotatedAt?.toISOString() ?? null,
    lastUsedAt: lastUsed === 0 ? null : new Date(lastUsed).toISOString(),
    secrets: row.secrets
      .map((secret) => ({
        id: secret.id,
        preview: `kw_${secret.head}…${secret.tail}`,
        status: secretStatus({ ...secret, lastUsedAt: useOf.get(secret.id) ?? null }, now),
        retiresAt: secret.retiresAt?.toISOString() ?? null,
        lastUsedAt: useOf.get(secret.id)?.toISOString() ?? null,
      }))
      .sort((a, b) => RANK[a.status] - RANK[b.status]),
    note: row.note,
    tags: row.tags,
    version: row.version,
  };
}

const RANK = { current: 0, awaiting: 0, retiring: 1, retired: 2 } as const;

function qpsOf(limits: readonly LimitInForce[], endpointClass: { id: string; defaultQps: number }) {
  const { qps, agreed, isContract } = classQps(limits, endpointClass);
  const source = qps < agreed ? "customer" : isContract ? "contract" : "default";
  return { qps, source } as const;
}

/** Of the quotas for one unit, period and class the lowest one, which is the one that holds; those of the whole key first. */
function quotasInForce(limits: readonly LimitInForce[], products: Row["products"]): KeyResource["quotas"] {
  const lowest = new Map<string, KeyResource["quotas"][number]>();
  for (const { kind, unit, classId, value } of limits) {
    if (kind !== "hour" && kind !== "day" && kind !== "month") continue;
    const of = classId === null ? {} : classOf(products, classId);
    // Of a product the key is not for any more: no call is held against it.
    if (of === null) continue;
    const name = `${kind} ${unit} ${classId ?? ""}`;
    const known = lowest.get(name);
    if (known === undefined || value < known.limit) {
      lowest.set(name, { unit, period: kind, limit: value, ...of });
    }
  }
  const all = [...lowest.values()];
  const isWhole = (quota: (typeof all)[number]) => quota.class === undefined;
  return [...all.filter(isWhole), ...all.filter((quota) => !isWhole(quota))];
}

function classOf(products: Row["products"], classId: string): { product: string; class: string } | null {
  for (const { product } of products) {
    const found = product.classes.find(({ id }) => id === classId);
    if (found !== undefined) return { product: product.slug, class: found.slug };
  }
  return null;
}
