import { freePort } from "@/lib/db/embedded/free-port";
import { HOUR_MS } from "@/lib/usage/units";
import { NOW } from "@/test/clock";
import type { TestKey, TestOrg } from "@/test/factories";
import { startWorld } from "../faults/world";
import { StandaloneEdge } from "../standalone-edge";
import { Calendar } from "./calendar";
import { keepJournals } from "./kept-journals";
import {
  LIMITED_QPS,
  type MadeCall,
  OFFICE,
  ORDINARY_KEYS,
  PRODUCTS,
  type ProductName,
  SITE,
  SLOT_MS,
  SPECIAL_KEYS,
  type SpecialKey,
} from "./made-log";
import { startUpstream } from "./upstream";

const UNREACHABLE = "http://127.0.0.1:9";

/** Keys of two organizations to replay a log with. */
export type Cast = {
  readonly orgs: readonly TestOrg[];
  keyOf(key: NonNullable<MadeCall["key"]>): TestKey;
};

export type ReplayWorld = Awaited<ReturnType<typeof startReplayWorld>>;

/**
 * A Keyward whose hosts' calendar can be moved, with the products of the log and an upstream that answers as it says.
 * @param settings Of its hosts.
 */
export async function startReplayWorld(settings: Readonly<Record<string, string>> = {}) {
  const calendar = new Calendar();
  const own = { ...calendar.settings, TRUSTED_PROXY_CIDRS: "127.0.0.0/8", ...settings };
  const world = await startWorld(own);
  const journals = keepJournals(world.dataDir);
  const upstream = await startUpstream();
  const { makeProduct } = await import("@/test/factories");
  const products = new Map<ProductName, string>();
  for (const slug of PRODUCTS) {
    const baseUrl = slug === "gone" ? UNREACHABLE : upstream.url;
    const product = await makeProduct({ slug, paths: [`/${slug}/{rest+}`], baseUrl, defaultQps: 100_000 });
    products.set(slug, product.id);
  }
  const edge = new StandaloneEdge({
    dataDir: world.dataDir,
    publicUrl: `http://localhost:${process.env.PORT}`,
    port: await freePort(),
    settings: own,
  });

  return {
    ...world,
    calendar,
    journals,
    upstream,
    products,
    hosts: { standalone: edge, next: world.keyward },
    /** Organizations and keys of their own for one replay. */
    makeCast: () => makeCast(products),
    async stop() {
      await edge.stop();
      await world.stop();
      await upstream.stop();
      calendar.close();
    },
  };
}

/** When a log of so many stretches begins that is to end before the current hour does. */
export function beginningOf(slots: number): number {
  return Math.floor((Date.now() - slots * SLOT_MS) / HOUR_MS) * HOUR_MS;
}

async function makeCast(products: ReadonlyMap<ProductName, string>): Promise<Cast> {
  const { db } = await import("@/lib/db/client");
  const { Restrictions } = await import("@/lib/keys/restrictions-schema");
  const { newId } = await import("@/lib/std/id");
  const { makeKey, makeOrg } = await import("@/test/factories");
  const orgs = [await makeOrg(), await makeOrg()] as const;
  const idsOf = (names: readonly ProductName[]) => names.map((name) => ({ id: products.get(name) ?? "" }));
  const keys = new Map<number | SpecialKey, TestKey>();
  for (let at = 0; at < ORDINARY_KEYS; at += 1) {
    keys.set(at, await makeKey({ org: orgs[at % 3 === 0 ? 1 : 0], products: idsOf(PRODUCTS) }));
  }
  const [org] = orgs;
  for (const name of SPECIAL_KEYS) {
    const state = name === "disabled" || name === "expired" || name === "retired" ? name : "active";
    const key = await makeKey({
      org,
      state,
      products: idsOf(name === "narrow" ? ["alpha"] : PRODUCTS),
      access: name === "reader" ? "read" : "write",
    });
    keys.set(name, key);
  }
  const keyOf = (name: number | SpecialKey): TestKey => {
    const key = keys.get(name);
    if (key === undefined) throw new Error(`There is no key ${name}.`);
    return key;
  };
  const restrict = (name: SpecialKey, given: unknown) =>
    db.key.update({
      where: { id: keyOf(name).id },
      data: { restrictions: Restrictions.parse(given) },
      select: { id: true },
    });
  await restrict("office", { ip: { mode: "enforce", allow: [OFFICE] } });
  await restrict("site", { domain: { mode: "enforce", allow: [SITE] } });
  await db.limit.create({
    data: {
      id: newId("limit"),
      orgId: org.id,
      keyId: keyOf("limited").id,
      kind: "qps",
      unit: "requests",
      value: LIMITED_QPS,
      source: "contract",
      from: new Date(NOW.getTime() - HOUR_MS),
      createdById: "system",
    },
    select: { id: true },
  });
  return { orgs, keyOf };
}
