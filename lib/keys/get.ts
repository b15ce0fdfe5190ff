import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import type { LimitInForce } from "@/lib/limits/class-qps";
import { limitsOfKey } from "@/lib/limits/of-key";
import { type OrgContext, requirePermission, responsibleId } from "@/lib/orgs/context";
import { PRODUCT_PUBLIC_SELECT, type PublicProduct } from "@/lib/products/list";
import { keyNotFound, livingKey, SECRET_PUBLIC_SELECT, STATUS_SELECT } from "./internal";
import { Restrictions } from "./restrictions-schema";
import { type KeyRights, keyRights } from "./rights";
import type { BillingType, KeyRef, KeyStatus } from "./schemas";
import { type SecretStatus, secretStatus } from "./secret-status";
import { keyStatus } from "./status";

/** A secret as its key's page shows it. Times are ISO 8601. */
export type SecretFacts = {
  id: string;
  status: SecretStatus;
  preview: { head: string; tail: string };
  createdAt: string;
  retiresAt: string | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
};

/** How far a rotation is. Times are ISO 8601. */
export type RotationFacts = { isAwaitingFirstUse: boolean; endsAt: string | null };

/** Everything a member may know of one key. Times are ISO 8601. */
export type KeyDetails = {
  id: string;
  name: string;
  status: KeyStatus;
  billingType: BillingType;
  access: "read" | "write";
  /** In force: the key's own setting, unless the organization forbids it. */
  allowQueryKey: boolean;
  note: string;
  tags: string[];
  /** While set, the key cannot be deleted. */
  isProtected: boolean;
  /** Its own interval in days; `null`: as the organization says. */
  rotateEveryDays: number | null;
  /** The key's own setting, and whether the organization lets its keys have it. */
  queryKey: { isSet: boolean; isAllowedByOrg: boolean };
  createdAt: string;
  /** `null` when the account does not exist any more. */
  createdBy: { id: string; name: string } | null;
  validFrom: string | null;
  expiresAt: string | null;
  disabledAt: string | null;
  disabledReason: string | null;
  lastRotatedAt: string | null;
  /** When a secret that still works was last reported as leaked. */
  leakedAt: string | null;
  lastUsedAt: string | null;
  lastUsedIp: string | null;
  /** Of the secret that copying gives. */
  preview: { head: string; tail: string };
  /** False when the organization shows secrets once: nothing is left to copy. */
  isSecretKept: boolean;
  secrets: SecretFacts[];
  /** With the endpoint classes the key is narrowed to; none = all of the product. */
  products: (PublicProduct & { classIds: string[] })[];
  /** `null`: what is stored cannot be read, and the edge refuses every call until it is set again. */
  restrictions: Restrictions | null;
  limits: LimitInForce[];
  /** What a change made on this page is based on. */
  version: number;
  /** A rotation that is not over: nobody has used the new secret yet, or the old one still works until `endsAt`. */
  rotation: RotationFacts | null;
} & KeyRights;

/**
 * One key of the organization, for its page. Nothing of a secret but its first and last four characters.
 * @throws {DomainError} `not_found` for an unknown, another organization's or a deleted key.
 */
export async function getKey(ctx: OrgContext, ref: KeyRef): Promise<KeyDetails> {
  requirePermission(ctx, "keys:read");
  const [key, kept, uses, limits] = await Promise.all([
    db.key.findFirst({ where: livingKey(ctx.org.id, ref), select: KEY_SELECT }),
    db.secret.count({
      where: { ...copyable(ctx.org.id, ref), sealedSecret: { not: null } },
    }),
    db.secretLastUsed.findMany({
      where: { orgId: ctx.org.id, keyId: ref.keyId },
      select: { secretId: true, at: true, ip: true },
      orderBy: { at: "desc" },
    }),
    limitsOfKey(ctx, ref.keyId),
  ]);
  const shown = key?.secrets.find(({ status }) => status === "current" || status === "awaiting");
  if (!key || !shown) throw keyNotFound();
  const createdBy = await db.user.findUnique({
    where: { id: key.createdById },
    select: { id: true, name: true },
  });

  const isOwn = key.createdById === responsibleId(ctx);
  const isSecretKept = kept > 0;
  const useOf = new Map(uses.map((use) => [use.secretId, use]));
  const secrets = key.secrets.map((secret) => ({
    id: secret.id,
    status: secretStatus({ ...secret, lastUsedAt: useOf.get(secret.id)?.at ?? null }, ctx.now),
    preview: { head: secret.head, tail: secret.tail },
    createdAt: secret.createdAt.toISOString(),
    retiresAt: iso(secret.retiresAt),
    lastUsedAt: iso(useOf.get(secret.id)?.at),
    lastUsedIp: useOf.get(secret.id)?.ip ?? null,
  }));
  return {
    id: key.id,
    name: key.name,
    status: keyStatus(key, ctx.now),
    billingType: key.billingType,
    access: key.access,
    allowQueryKey: key.allowQueryKey && key.org.allowQueryKeys,
    queryKey: { isSet: key.allowQueryKey, isAllowedByOrg: key.org.allowQueryKeys },
    note: key.note,
    tags: key.tags,
    isProtected: key.isProtected,
    rotateEveryDays: key.rotateEveryDays,
    createdAt: key.createdAt.toISOString(),
    createdBy,
    validFrom: iso(key.validFrom),
    expiresAt: iso(key.expiresAt),
    disabledAt: iso(key.disabledAt),
    disabledReason: key.disabledReason,
    lastRotatedAt: iso(key.lastRotatedAt),
    leakedAt: iso(key.leakedAt),
    lastUsedAt: iso(uses[0]?.at),
    lastUsedIp: uses[0]?.ip ?? null,
    preview: { head: shown.head, tail: shown.tail },
    isSecretKept,
    secrets: inOrder(secrets),
    products: key.products.map(({ product, classIds }) => ({ ...product, classIds })),
    restrictions: Restrictions.safeParse(key.restrictions).data ?? null,
    limits,
    version: key.version,
    rotation: rotationOf(secrets),
    ...keyRights(ctx.role, isOwn, isSecretKept),
  };
}

const RANK = { current: 0, awaiting: 0, retiring: 1, retired: 2 } as const;

/** What is handed out first, then what still works, then what has ended, the newest first. */
function inOrder(secrets: readonly SecretFacts[]): SecretFacts[] {
  return secrets.toSorted((a, b) => RANK[a.status] - RANK[b.status]);
}

function rotationOf(secrets: readonly SecretFacts[]): RotationFacts | null {
  const isAwaitingFirstUse = secrets.some(({ status }) => status === "awaiting");
  const endsAt = secrets.find(({ status }) => status === "retiring")?.retiresAt ?? null;
  return isAwaitingFirstUse || endsAt !== null ? { isAwaitingFirstUse, endsAt } : null;
}

const KEY_SELECT = {
  ...STATUS_SELECT,
  id: true,
  version: true,
  name: true,
  billingType: true,
  access: true,
  allowQueryKey: true,
  note: true,
  tags: true,
  isProtected: true,
  rotateEveryDays: true,
  createdAt: true,
  createdById: true,
  disabledReason: true,
  lastRotatedAt: true,
  leakedAt: true,
  restrictions: true,
  org: { select: { allowQueryKeys: true } },
  secrets: { select: SECRET_PUBLIC_SELECT, orderBy: { createdAt: "desc" } },
  products: {
    select: { classIds: true, product: { select: PRODUCT_PUBLIC_SELECT } },
    orderBy: [{ product: { position: "asc" } }, { product: { name: "asc" } }],
  },
} satisfies Prisma.KeySelect;

function copyable(orgId: string, { keyId }: KeyRef) {
  return { keyId, orgId, status: { in: ["current" as const, "awaiting" as const] } };
}

function iso(at: Date | null | undefined): string | null {
  return at?.toISOString() ?? null;
}
