import { db } from "@/lib/db/client";
import { generateSecret, type Secret } from "@/lib/edge/secret-format";
import { secretRow } from "@/lib/keys/secret-row";
import type { Role, StaffRole } from "@/lib/members/permissions";
import { upstreamSecretAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { seal } from "@/lib/sealing/seal";
import { randomBase62 } from "@/lib/std/base62";
import { newId } from "@/lib/std/id";
import { NOW } from "./clock";

const HOUR_MS = 3_600_000;
const before = new Date(NOW.getTime() - HOUR_MS);
const after = new Date(NOW.getTime() + HOUR_MS);
const unique = () => randomBase62(10).toLowerCase();

export type TestOrg = { id: string; slug: string; name: string; type: "enterprise" | "self_serve" };

/** An org of its own for a test. */
export async function makeOrg(given: Partial<TestOrg> & { suspendedAt?: Date } = {}): Promise<TestOrg> {
  const slug = given.slug ?? `org-${unique()}`;
  return db.org.create({
    data: { id: newId("org"), slug, name: `Org ${slug}`, type: "enterprise", ...given },
    select: { id: true, slug: true, name: true, type: true },
  });
}

export type TestUser = { id: string; name: string; email: string };

/** A person with a confirmed address. The password hash is of no password. */
export async function makeUser(given: Partial<TestUser> = {}): Promise<TestUser> {
  const name = given.name ?? `user-${unique()}`;
  return db.user.create({
    data: {
      id: newId("user"),
      name,
      email: `${unique()}@example.test`,
      passwordHash: "!",
      emailVerifiedAt: before,
      ...given,
    },
    select: { id: true, name: true, email: true },
  });
}

/** A person who is a member of `org`. */
export async function makeMember(org: Pick<TestOrg, "id">, role: Role, user?: TestUser): Promise<TestUser> {
  const member = user ?? (await makeUser());
  await db.membership.create({ data: { orgId: org.id, userId: member.id, role } });
  return member;
}

/** One of the provider's people. Their second factor is of no app. */
export async function makeStaff(
  staffRole: StaffRole,
  { hasFactor = true }: { hasFactor?: boolean } = {},
): Promise<TestUser> {
  const person = await makeUser();
  await db.user.update({
    where: { id: person.id },
    data: {
      staffRole,
      ...(hasFactor && { secondFactor: { create: { sealed: Buffer.of(1), confirmedAt: before } } }),
    },
    select: { id: true },
  });
  return person;
}

export type TestProduct = { id: string; slug: string; name: string; classId: string; upstreamId: string };

/** A product with one endpoint class and an upstream whose assertion secret is sealed with the edge key. */
export async function makeProduct(
  given: { slug?: string; paths?: string[]; defaultQps?: number; baseUrl?: string } = {},
): Promise<TestProduct> {
  const slug = given.slug ?? `product-${unique()}`;
  const upstreamId = newId("upstream");
  const secretId = newId("upstreamSecret");
  const classId = newId("endpointClass");
  const product = await db.product.create({
    data: {
      id: newId("product"),
      slug,
      name: `Product ${slug}`,
      description: "For a test.",
      upstream: {
        create: {
          id: upstreamId,
          name: `Upstream ${slug}`,
          baseUrl: given.baseUrl ?? "http://127.0.0.1:9",
          secrets: {
            create: {
              id: secretId,
              sealed: seal(
                edgeKeyring(),
                crypto.getRandomValues(new Uint8Array(32)),
                upstreamSecretAad(upstreamId, secretId),
              ),
            },
          },
        },
      },
      classes: {
        create: {
          id: classId,
          slug: "default",
          name: "Default",
          defaultQps: given.defaultQps ?? 5,
          paths: given.paths ?? [`/${slug}/{name+}`],
        },
      },
    },
    select: { id: true, slug: true, name: true },
  });
  return { ...product, classId, upstreamId };
}

export type KeyState =
  | "active"
  | "disabled"
  | "disabled_by_staff"
  | "not_yet_valid"
  | "expired"
  | "deleted"
  | "retired";

const KEY_FIELDS = {
  active: {},
  disabled: { disabledAt: before, disabledBy: "customer", disabledReason: "Not needed for now." },
  disabled_by_staff: { disabledAt: before, disabledBy: "staff", disabledReason: "Unusual traffic." },
  not_yet_valid: { validFrom: after },
  expired: { expiresAt: before },
  deleted: { deletedAt: before },
  retired: {},
} as const satisfies Record<KeyState, object>;

export type TestKey = { id: string; name: string; orgId: string; secretId: string; plaintext: Secret };

/** A key with one secret, in any state it can be in at `NOW`. Its secret is really sealed and really found. */
export async function makeKey(given: {
  org: Pick<TestOrg, "id">;
  state?: KeyState;
  name?: string;
  createdBy?: Pick<TestUser, "id">;
  products?: readonly Pick<TestProduct, "id">[];
  access?: "read" | "write";
  allowQueryKey?: boolean;
  createdAt?: Date;
  plaintext?: Secret;
}): Promise<TestKey> {
  const state = given.state ?? "active";
  const keyId = newId("key");
  const plaintext = given.plaintext ?? generateSecret();
  const key = await db.key.create({
    data: {
      id: keyId,
      orgId: given.org.id,
      name: given.name ?? `key-${unique()}`,
      billingType: "paying",
      access: given.access ?? "write",
      allowQueryKey: given.allowQueryKey ?? true,
      createdById: given.createdBy?.id ?? "system",
      createdAt: given.createdAt ?? before,
      ...KEY_FIELDS[state],
      products: { create: (given.products ?? []).map(({ id }) => ({ productId: id })) },
    },
    select: { id: true, name: true, orgId: true },
  });
  const isRetired = state === "retired";
  const row = secretRow({ orgId: key.orgId, keyId }, plaintext, before, isRetired);
  await db.secret.create({
    data: { ...row, keyId, ...(isRetired ? { status: "retired", retiresAt: before } : {}) },
  });
  return { ...key, secretId: row.id, plaintext };
}
