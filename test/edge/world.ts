import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { startEmbedded } from "@/lib/db/embedded";
import { freePort } from "@/lib/db/embedded/free-port";
import { migrate } from "@/lib/db/migrate";
import { newKeys } from "@/lib/sealing/provision";
import type { Cast } from "./fill-in";
import { type Fixtures, makeFixtures } from "./fixtures";
import { type HostFacts, RunningHost } from "./hosts";
import { withTokens } from "./tokens";
import { RecordingUpstream } from "./upstream";

/** Whoever calls from here is believed about the clients behind it. */
const TRUSTED_PROXY = "127.0.0.66/32";

/** What the suite runs in: one database server, one upstream, and for each host a copy of the same database. */
export type World = Fixtures & {
  readonly upstream: RecordingUpstream;
  /** Starts a host on a fresh copy of the fixtures. One at a time: all of them use the same port. */
  host(facts: HostFacts, settings?: Readonly<Record<string, string>>): Promise<StartedHost>;
  stop(): Promise<void>;
};

export type StartedHost = {
  readonly port: number;
  readonly publicUrl: string;
  readonly pid: number;
  /** Every head is sent to it in two pieces. */
  readonly isSentInPieces: boolean;
  /** The world's cast, with tokens this host has minted. */
  readonly cast: Cast;
  /** From now on this process' verbs work on the host's own database. `leaveDatabase` before the next one. */
  enterDatabase(): Promise<void>;
  /** Stops it. */
  stop(): Promise<void>;
  /** What it counted: `key product status code` → requests, names for IDs. Once it is stopped. */
  counted(): Promise<Map<string, number>>;
  /** Rules broken that only observe: `key kind+kind` → requests. Once it is stopped. */
  observed(): Promise<Map<string, number>>;
  /** How often it asked the database for a secret. Once it is stopped. */
  lookUps(): Promise<number>;
  readLog(): string;
};

/** Starts all but the hosts. `process.env` afterwards holds the settings of the world's database. */
export async function startWorld(): Promise<World> {
  const dataDir = mkdtempSync(join(tmpdir(), "keyward-edge-"));
  chmodSync(dataDir, 0o711);
  const postgres = await startEmbedded(dataDir, {
    settings: ["fsync=off", "full_page_writes=off", "synchronous_commit=off"],
  });
  const upstream = new RecordingUpstream();
  await upstream.start();
  const port = await freePort();
  const settings = {
    ...newKeys(),
    NODE_ENV: "production",
    // The same for every host, so that answers can be compared to the letter.
    PUBLIC_URL: `http://localhost:${port}`,
    PORT: String(port),
    HOST: "127.0.0.1",
    DATABASE_URL: postgres.url,
    UPSTREAM_PRIVATE_CIDRS: "127.0.0.0/8",
    TRUSTED_PROXY_CIDRS: TRUSTED_PROXY,
    LOG_LEVEL: "warn",
  };
  Object.assign(process.env, settings, { DATA_DIR: dataDir });
  await migrate(postgres.url);
  const fixtures = await makeFixtures(upstream.url);
  await leaveDatabase();
  let copies = 0;

  return {
    ...fixtures,
    upstream,
    async host(facts, more = {}) {
      copies += 1;
      const database = await copyDatabase(postgres.url, `host_${facts.name}_${copies}`);
      const log = join(dataDir, `${facts.name}-${copies}.log`);
      const dir = join(dataDir, `${facts.name}-${copies}`);
      const own = { ...settings, DATABASE_URL: database, DATA_DIR: dir, ...more };
      const host = new RunningHost(facts, own, port, log);
      await host.start();
      return {
        port,
        publicUrl: settings.PUBLIC_URL,
        pid: host.pid,
        isSentInPieces: facts.isSentInPieces,
        // A host that demands TLS mints none for who asks in clear.
        cast: more.REQUIRE_TLS === "1" ? fixtures.cast : await withTokens(fixtures.cast, port),
        enterDatabase: () => enterDatabase(database),
        stop: () => host.stop(),
        counted: () => countedCalls(database, fixtures.names),
        observed: () => observedCalls(database, fixtures.names),
        lookUps: () => lookUpsIn(database),
        readLog: () => readFileSync(log, "utf8"),
      };
    },
    async stop() {
      await upstream.stop();
      await postgres.stop();
      rmSync(dataDir, { recursive: true, force: true });
    },
  };
}

async function enterDatabase(url: string): Promise<void> {
  const { edgeEnv, env } = await import("@/lib/env");
  await leaveDatabase();
  env().DATABASE_URL = url;
  edgeEnv().DATABASE_URL = url;
}

/** A database with somebody in it cannot be copied. */
export async function leaveDatabase(): Promise<void> {
  const { closeClient } = await import("@/lib/db/client");
  const { closePool } = await import("@/lib/db/pool");
  await Promise.all([closeClient(), closePool()]);
}

async function copyDatabase(serverUrl: string, name: string): Promise<string> {
  const own = new URL(serverUrl);
  const template = own.pathname.slice(1);
  own.pathname = "/postgres";
  await query(own.href, `CREATE DATABASE ${name} TEMPLATE ${template}`);
  own.pathname = `/${name}`;
  return own.href;
}

async function countedCalls(url: string, names: ReadonlyMap<string, string>): Promise<Map<string, number>> {
  const rows = await query<{ key: string; product: string; status: number; code: string; calls: string }>(
    url,
    `SELECT key_id AS key, product_id AS product, status, code, sum(requests) AS calls
     FROM usage_minute GROUP BY 1, 2, 3, 4`,
  );
  return new Map(
    rows.map(({ key, product, status, code, calls }) => [
      [names.get(key) ?? "-", names.get(product) ?? "-", status, code === "" ? "-" : code].join(" "),
      Number(calls),
    ]),
  );
}

async function observedCalls(url: string, names: ReadonlyMap<string, string>): Promise<Map<string, number>> {
  const rows = await query<{ key: string; kinds: string; calls: string }>(
    url,
    `SELECT key_id AS key, value AS kinds, sum(requests) AS calls
     FROM usage_top WHERE dimension = 'observed' AND key_id <> '*' GROUP BY 1, 2`,
  );
  return new Map(rows.map(({ key, kinds, calls }) => [`${names.get(key) ?? "-"} ${kinds}`, Number(calls)]));
}

/** The database's own count of searches by digest: there is no other way from a secret to its key. */
async function lookUpsIn(url: string): Promise<number> {
  const [row] = await query<{ scans: string }>(
    url,
    "SELECT idx_scan AS scans FROM pg_stat_user_indexes WHERE indexrelname = 'secret_lookup_key'",
  );
  if (row === undefined) throw new Error("There is no index on the digests of secrets.");
  return Number(row.scans);
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
