import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/lib/db/embedded/free-port";
import type { TestKey } from "@/test/factories";
import { StandaloneEdge } from "../standalone-edge";
import { startWorld, type World } from "./world";

type Ring = "master" | "pepper" | "edge";

const SETTINGS = {
  master: "KEYWARD_MASTER_KEY",
  pepper: "KEYWARD_PEPPER",
  edge: "KEYWARD_EDGE_KEY",
} as const;
/** What was begun under a former version is over for long: nothing here lasts a minute. */
const LATER = () => new Date(Date.now() + 60_000);

let world: World;
const edges: StandaloneEdge[] = [];

beforeAll(async () => {
  world = await startWorld();
  for (const ring of ["pepper", "edge"] as const) writeRing(ring, process.env[SETTINGS[ring]] ?? "");
  const fromFiles = {
    KEYWARD_PEPPER: "",
    KEYWARD_PEPPER_FILE: fileOf("pepper"),
    KEYWARD_EDGE_KEY: "",
    KEYWARD_EDGE_KEY_FILE: fileOf("edge"),
  };
  for (let n = 0; n < 2; n += 1) {
    const edge = new StandaloneEdge({
      dataDir: world.dataDir,
      publicUrl: "http://keys.example.com",
      port: await freePort(),
      settings: fromFiles,
    });
    await edge.start();
    edges.push(edge);
  }
});

afterAll(async () => {
  await Promise.all(edges.map((edge) => edge.stop()));
  await world?.stop();
});

const fileOf = (ring: Ring) => join(world.dataDir, `${ring}.ring`);
const writeRing = (ring: Ring, text: string) => writeFileSync(fileOf(ring), text, { mode: 0o600 });

/** This process, which plays the dashboard, and every edge that holds the ring take it up; resolves when all have. */
async function hold(ring: Ring, text: string): Promise<void> {
  const { adoptKeyrings } = await import("@/lib/sealing/keyring");
  adoptKeyrings(new Map([[ring, text]]), Date.now());
  if (ring === "master") return;
  writeRing(ring, text);
  for (const edge of edges) process.kill(edge.pid, "SIGHUP");
  const versions = text.split(",").map((entry) => Number(entry.split(":")[0]));
  await expect
    .poll(() => heldByEdges(ring), { timeout: 20_000, interval: 100 })
    .toEqual(edges.map(() => ({ current: versions[0], versions: [...versions].sort() })));
}

async function heldByEdges(ring: Ring) {
  const rows = await world.query<{ current: number; versions: string[] }>(
    `select (rings -> '${ring}' -> 'current')::int as current,
            array(select jsonb_object_keys(rings -> '${ring}' -> 'checks')) as versions
     from edge_instance where seen_at > now() - interval '5 seconds'`,
  );
  return rows.map(({ current, versions }) => ({ current, versions: versions.map(Number).sort() }));
}

/** Callers in closed loops against all edges, new keys and copied secrets all the while. Notes whatever was not as it has to be. */
function startLoad(keys: TestKey[], ctx: Parameters<typeof import("@/lib/keys/copy-secret").copySecret>[0]) {
  let isOver = false;
  const trouble: string[] = [];
  let calls = 0;
  const call = async (edge: StandaloneEdge, key: TestKey) => {
    const answer = await fetch(`${edge.url}/witness/load`, { headers: { "x-api-key": key.plaintext } });
    const text = await answer.text();
    calls += 1;
    if (answer.status !== 200) trouble.push(`${answer.status} ${text}`);
  };
  const until = async (work: (turn: number) => Promise<void>) => {
    for (let turn = 0; !isOver; turn += 1) {
      await work(turn).catch((error: unknown) => trouble.push(String(error)));
    }
  };
  const of = <T>(list: readonly T[], turn: number): T => {
    const found = list[turn % list.length];
    if (found === undefined) throw new Error("Nothing to call with.");
    return found;
  };
  const callers = Array.from({ length: 6 }, (_, caller) =>
    until((turn) => call(of(edges, turn), of(keys, turn + caller))),
  );
  const makers = until(async (turn) => {
    const { makeKey } = await import("@/test/factories");
    const { copySecret } = await import("@/lib/keys/copy-secret");
    const key = await makeKey({ org: ctx.org, products: [world.product] });
    // Its very first look-up, at each edge.
    for (const edge of edges) await call(edge, key);
    keys.push(key);
    const one = of(keys, turn);
    const { secret } = await copySecret(ctx, { keyId: one.id });
    if (secret !== one.plaintext) trouble.push("Another secret was copied than was made.");
    await sleep(20);
  });
  return {
    trouble,
    calls: () => calls,
    end: async () => {
      isOver = true;
      await Promise.all([...callers, makers]);
    },
  };
}

test("master key, pepper and edge key are replaced under load: no call is refused, no secret unreadable, and the former keys are needed for nothing", async () => {
  const { ownerCtx, requestCtx } = await import("@/test/contexts");
  const { makeKey, makeOrg } = await import("@/test/factories");
  const { newKeys } = await import("@/lib/sealing/provision");
  const { PLACES } = await import("@/lib/material/places");
  const { recordRun } = await import("@/lib/material/request-run");
  const { leftOf, runPending } = await import("@/lib/material/run-pending");
  const { copySecret } = await import("@/lib/keys/copy-secret");
  const { verifyChain } = await import("@/lib/audit/verify");
  const { pool } = await import("@/lib/db/pool");
  const org = await makeOrg();
  const ctx = await ownerCtx(org);
  const keys: TestKey[] = [];
  for (let n = 0; n < 40; n += 1) keys.push(await makeKey({ org, products: [world.product] }));
  const token = async (edge: StandaloneEdge) => {
    const [key] = keys;
    const answer = await fetch(`${edge.url}/oauth/token`, {
      method: "POST",
      headers: { authorization: `Basic ${btoa(`${key?.id}:${key?.plaintext}`)}` },
      body: new URLSearchParams({ grant_type: "client_credentials" }),
    });
    return [answer.status, ((await answer.json()) as { access_token?: string }).access_token ?? ""] as const;
  };
  const [minted, before] = await token(edges[0] as StandaloneEdge);
  expect(minted).toBe(200);

  const load = startLoad(keys, ctx);
  for (const ring of ["pepper", "edge", "master"] as const) {
    const former = process.env[SETTINGS[ring]] ?? "";
    const next = newKeys()[SETTINGS[ring]].replace(/^1:/, "2:");
    await hold(ring, `${former},${next}`);
    await hold(ring, `${next},${former}`);
    await recordRun({ ...requestCtx(), now: new Date(), actor: { type: "system", id: "operator" } }, ring);
    const seen = load.calls();
    await expect.poll(() => runPending({ clock: LATER }), { timeout: 60_000 }).toBe(1);
    await hold(ring, next);
    await expect.poll(load.calls).toBeGreaterThan(seen + 100);
  }
  await load.end();
  expect([...new Set(load.trouble)]).toEqual([]);

  for (const place of PLACES)
    expect([place.name, await leftOf(pool(), place, place.ring)]).toEqual([place.name, 0]);
  for (const key of keys) expect((await copySecret(ctx, { keyId: key.id })).secret).toBe(key.plaintext);
  expect(await verifyChain(org.id)).toMatchObject({ ok: true });

  // Edges that never held a former key, with nothing in memory.
  for (const edge of edges) {
    await edge.kill();
    await edge.start();
  }
  for (const edge of edges) {
    for (const key of keys) {
      const answer = await fetch(`${edge.url}/witness/cold`, { headers: { "x-api-key": key.plaintext } });
      expect([answer.status, await answer.text()]).toEqual([200, "seen"]);
    }
    const [status, after] = await token(edge);
    expect(status).toBe(200);
    for (const bearer of [before, after]) {
      const headers = { authorization: `Bearer ${bearer}` };
      expect((await fetch(`${edge.url}/witness/token`, { headers })).status).toBe(200);
    }
  }
  expect(load.calls()).toBeGreaterThan(1_000);
}, 180_000);
