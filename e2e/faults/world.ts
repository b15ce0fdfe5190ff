import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { startEmbedded } from "@/lib/db/embedded";
import { freePort } from "@/lib/db/embedded/free-port";
import { migrate } from "@/lib/db/migrate";
import { provisionKeys } from "@/lib/sealing/provision";
import { Keyward, SERVER } from "./keyward";
import { startWitness } from "./witness";

/**
 * A Keyward of its own: database, data folder, an upstream that remembers what reached it, and a key for it.
 * Nothing is seeded but that, so that every counted call is one of the test's.
 * @param hostSettings Of its server alone.
 */
export async function startWorld(hostSettings: Readonly<Record<string, string>> = {}) {
  if (!existsSync(SERVER)) throw new Error("These tests run on the built server: npm run build.");
  const dataDir = mkdtempSync(join(tmpdir(), "keyward-faults-"));
  chmodSync(dataDir, 0o711);
  let postgres = await startEmbedded(dataDir);
  const witness = await startWitness();
  const port = String(await freePort());
  const settings = {
    ...provisionKeys(dataDir),
    NODE_ENV: "production",
    PUBLIC_URL: `http://localhost:${port}`,
    PORT: port,
    HOST: "127.0.0.1",
    DATA_DIR: dataDir,
    DATABASE_URL: postgres.url,
    UPSTREAM_PRIVATE_CIDRS: "127.0.0.0/8",
  };
  Object.assign(process.env, settings);
  await migrate(postgres.url);

  // After the settings: these read them when they first touch the database.
  const { makeKey, makeOrg, makeProduct } = await import("@/test/factories");
  const org = await makeOrg();
  const product = await makeProduct({
    slug: "witness",
    paths: ["/witness/{rest+}"],
    baseUrl: witness.url,
    defaultQps: 100_000,
  });
  const key = await makeKey({ org, products: [product] });
  const keyward = new Keyward({ ...settings, ...hostSettings }, dataDir);

  return {
    dataDir,
    witness,
    product,
    key,
    keyward,
    call: (path: string, headers: Record<string, string> = { "x-api-key": key.plaintext }) =>
      fetch(`${keyward.url}${path}`, { headers, signal: AbortSignal.timeout(10_000) }),
    query: <Row extends pg.QueryResultRow>(sql: string) => query<Row>(settings.DATABASE_URL, sql),
    killPostgres: async () => {
      const [row] = await query<{ data_directory: string }>(settings.DATABASE_URL, "SHOW data_directory");
      const pid = Number(
        readFileSync(join(row?.data_directory ?? "", "postmaster.pid"), "utf8").split("\n")[0],
      );
      process.kill(pid, "SIGKILL");
      while (isAlive(pid)) await sleep(20);
    },
    revivePostgres: async () => {
      const killed = postgres;
      postgres = await startEmbedded(dataDir);
      await killed.stop();
    },
    stop: async () => {
      await keyward.stop();
      const { closeClient } = await import("@/lib/db/client");
      const { closePool } = await import("@/lib/db/pool");
      await Promise.all([closeClient(), closePool()]);
      await witness.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

export type World = Awaited<ReturnType<typeof startWorld>>;

/**
 * Calls counted for this key once counting is over: when at least `expected` are in and the number has stood still for three seconds, or
 * after a minute, whatever it is then.
 */
export async function settledCount(world: World, keyId: string, expected = 1): Promise<number> {
  const deadline = Date.now() + 60_000;
  let last = -1;
  let since = Date.now();
  while (Date.now() < deadline && (last < expected || Date.now() - since < 3_000)) {
    const [row] = await world.query<{ calls: string }>(
      `SELECT coalesce(sum(requests), 0) AS calls FROM usage_minute WHERE key_id = '${keyId}'`,
    );
    const calls = Number(row?.calls ?? 0);
    if (calls !== last) since = Date.now();
    last = calls;
    await sleep(200);
  }
  return last;
}

async function query<Row extends pg.QueryResultRow>(connectionString: string, sql: string): Promise<Row[]> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    return (await client.query<Row>(sql)).rows;
  } finally {
    await client.end();
  }
}

function isAlive(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch {
    return false;
  }
}
