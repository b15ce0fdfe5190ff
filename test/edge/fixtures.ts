import { db } from "@/lib/db/client";
import { generateSecret } from "@/lib/edge/secret-format";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { secretRow } from "@/lib/keys/secret-row";
import { upstreamSecretAad } from "@/lib/sealing/aad";
import { edgeKeyring } from "@/lib/sealing/keyring";
import { open } from "@/lib/sealing/open";
import { newId } from "@/lib/std/id";
import { makeKey, makeOrg, makeProduct, type TestProduct } from "../factories";
import { keyFacts, type LimitFacts, ORG_LIMITS, productFacts } from "./cast";
import type { Cast } from "./fill-in";

const HOUR_MS = 3_600_000;
/** Stands before every path the upstream sees, so that mapping addresses back has something to do. */
export const UPSTREAM_PREFIX = "/base";
/** Nothing listens on this port. */
const DEAD = "http://127.0.0.1:9";

export type Fixtures = {
  readonly cast: Cast;
  /** Names of keys and slugs of products by ID, as usage rows carry them. */
  readonly names: ReadonlyMap<string, string>;
  /** Assertion secrets of all upstreams by `kid`. */
  readonly assertionSecrets: ReadonlyMap<string, Uint8Array>;
};

/** Fills a migrated database with the products and keys of the suite. States are those of now, by the real clock. */
export async function makeFixtures(upstreamUrl: string): Promise<Fixtures> {
  const names = new Map<string, string>();
  const products = new Map<string, TestProduct & { heavyClassId?: string }>();
  for (const [slug, facts] of Object.entries(productFacts)) {
    const product = await makeProduct({
      slug,
      paths: [`${facts.root}/{rest+}`],
      baseUrl: facts.upstream === "dead" ? DEAD : upstreamUrl + UPSTREAM_PREFIX,
      defaultQps: facts.qps ?? 1_000_000,
    });
    const { bodyLimitBytes, allowWebsocket, refusalStyle, answerHeaders } = facts;
    await db.product.update({
      where: { id: product.id },
      data: {
        ...(bodyLimitBytes && { bodyLimitBytes }),
        ...(allowWebsocket && { allowWebsocket }),
        ...(refusalStyle && { refusalStyle }),
        ...(answerHeaders && { answerHeaders: [...answerHeaders] }),
      },
    });
    if (facts.upstream === "impatient") {
      await db.upstream.update({
        where: { id: product.upstreamId },
        data: { headersTimeoutMs: 500, idleTimeoutMs: 500, totalTimeoutMs: 1_500 },
      });
    }
    if (facts.classRoot) {
      await db.endpointClass.create({
        data: {
          id: `${product.classId}h`,
          productId: product.id,
          slug: "heavy",
          name: "Heavy",
          defaultQps: 1_000_000,
          paths: [`${facts.classRoot}/{rest+}`],
        },
      });
    }
    names.set(product.id, slug);
    products.set(slug, product);
  }
  const cast = await makeCast(products, names);
  return { cast, names, assertionSecrets: await openAssertionSecrets() };
}

async function makeCast(
  products: ReadonlyMap<string, TestProduct>,
  names: Map<string, string>,
): Promise<Cast> {
  const now = Date.now();
  const past = new Date(now - HOUR_MS);
  const orgs = {
    open: await makeOrg(),
    suspended: await makeOrg({ suspendedAt: past }),
    "headers-only": await makeOrg(),
    capped: await makeOrg(),
  };
  await db.org.update({ where: { id: orgs["headers-only"].id }, data: { allowQueryKeys: false } });
  for (const limit of ORG_LIMITS) await makeLimit(orgs.capped.id, null, limit);
  const cast: Record<string, Cast[string]> = {
    stranger: { secret: generateSecret(), id: "" },
  };
  const all = [...products.keys()].filter((slug) => slug !== "other");
  for (const [name, facts] of Object.entries(keyFacts)) {
    const { state = "active", org = "open", access, allowQueryKey } = facts;
    const isRotated = state === "retiring" || state === "ended";
    const key = await makeKey({
      org: orgs[org],
      name,
      state: isRotated ? "active" : state,
      ...(access && { access }),
      ...(allowQueryKey === false && { allowQueryKey }),
      products: (facts.products ?? all).flatMap((slug) => products.get(slug) ?? []),
    });
    if (state === "not_yet_valid") await update(key.id, { validFrom: new Date(now + HOUR_MS) });
    if (state === "expired") await update(key.id, { expiresAt: past });
    if (facts.restrictions) await update(key.id, { restrictions: Restrictions.parse(facts.restrictions) });
    for (const limit of facts.limits ?? []) await makeLimit(key.orgId, key.id, limit);
    if (facts.isClassLimited) {
      const { id: productId, classId } = products.get("classes") ?? { id: "", classId: "" };
      await db.keyProduct.update({
        where: { keyId_productId: { keyId: key.id, productId } },
        data: { classIds: [classId] },
      });
    }
    const next = isRotated
      ? await rotate(key, new Date(now + (state === "ended" ? -HOUR_MS : HOUR_MS)))
      : undefined;
    names.set(key.id, name);
    cast[name] = { secret: key.plaintext, id: key.id, ...(next && { next }) };
  }
  return cast;
}

function makeLimit(orgId: string, keyId: string | null, limit: LimitFacts) {
  const { kind, unit = "requests", value, source = "contract" } = limit;
  return db.limit.create({
    data: {
      id: newId("limit"),
      orgId,
      keyId,
      kind,
      unit,
      value,
      source,
      from: new Date(0),
      createdById: "system",
    },
    select: { id: true },
  });
}

function update(id: string, data: { validFrom?: Date; expiresAt?: Date; restrictions?: Restrictions }) {
  return db.key.update({ where: { id }, data, select: { id: true } });
}

/** Gives the key a new current secret; the old one goes on until `retiresAt`. */
async function rotate(
  key: { id: string; orgId: string; secretId: string },
  retiresAt: Date,
): Promise<string> {
  const next = generateSecret();
  const rotatedAt = new Date(retiresAt.getTime() - 2 * HOUR_MS);
  await db.secret.update({
    where: { id: key.secretId },
    data: { status: "retiring", retiresAt },
    select: { id: true },
  });
  const row = secretRow({ orgId: key.orgId, keyId: key.id }, next, rotatedAt, false);
  await db.secret.create({ data: { ...row, keyId: key.id }, select: { id: true } });
  await db.key.update({ where: { id: key.id }, data: { lastRotatedAt: rotatedAt }, select: { id: true } });
  return next;
}

async function openAssertionSecrets(): Promise<Map<string, Uint8Array>> {
  const rows = await db.upstreamSecret.findMany({ select: { id: true, upstreamId: true, sealed: true } });
  return new Map(
    rows.map(({ id, upstreamId, sealed }) => [
      id,
      open(edgeKeyring(), Buffer.from(sealed), upstreamSecretAad(upstreamId, id)),
    ]),
  );
}
