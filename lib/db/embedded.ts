import { rmSync } from "node:fs";
import { setTimeout as sleep } from "node:timers/promises";
import pg from "pg";
import { serverAccount } from "./embedded/account";
import { hold, release } from "./embedded/holders";
import { withStartLock } from "./embedded/lock";
import { nativeDir } from "./embedded/native";
import { databasePlace } from "./embedded/place";
import {
  type Cluster,
  clusterDir,
  DATABASE_USER,
  ensureCluster,
  interruptServer,
  runningServer,
  serverLogTail,
  startServer,
  stopServer,
} from "./embedded/server";
import { newState, readState, type State, usablePort, writeState } from "./embedded/state";

const READY_WITHIN_MS = 60_000;
const SIGNALS = ["SIGINT", "SIGTERM", "SIGHUP"] as const;

export type EmbeddedDatabase = {
  /** Connection string of the database `keyward`, password included. Not for logs. */
  url: string;
  /** Releases the server; it is shut down when no other living process uses it. Safe to call twice. */
  stop(): Promise<void>;
};

/**
 * A real PostgreSQL 18 on 127.0.0.1 with its data in `<dataDir>/pg`, created on the first call.
 *
 * Port and password are remembered. A server that outlived a crash is adopted, one that another living process
 * started is shared; the last one to call `stop` (or to exit in order) shuts it down. SIGINT, SIGTERM and SIGHUP do the
 * same in a process that does not handle the signal itself; a process that does is expected to call `stop`.
 *
 * @param options.settings PostgreSQL settings (`name=value`) for a server started by this call.
 * @throws {Error} With the end of the server's log when it does not come up within a minute.
 */
export async function startEmbedded(
  dataDir: string,
  options: { settings?: readonly string[] } = {},
): Promise<EmbeddedDatabase> {
  const account = serverAccount();
  const native = nativeDir(account);
  const place = databasePlace(dataDir, account);
  const cluster: Cluster = { dir: place.dir, native, account };
  return withStartLock(place.dir, async () => {
    if (place.isFresh) await clear(cluster);
    const known = readState(place.dir);
    // A cluster without its password cannot be opened by anyone; it is the remains of a first start that was cut off.
    if (!known) await clear(cluster);
    const state = await bringUp(cluster, known ?? (await newState()), options.settings ?? []);
    return letGoLater(cluster, state);
  });
}

async function clear(cluster: Cluster): Promise<void> {
  await stopServer(cluster);
  rmSync(clusterDir(cluster), { recursive: true, force: true });
}

async function bringUp(cluster: Cluster, first: State, settings: readonly string[]): Promise<State> {
  let state = first;
  writeState(cluster.dir, state);
  await ensureCluster(cluster, state.password, !settings.includes("fsync=off"));
  const deadline = Date.now() + READY_WITHIN_MS;
  for (;;) {
    const running = runningServer(cluster);
    if (running) state = { ...state, port: running.port || state.port };
    else state = { ...state, port: await usablePort(state.port) };
    const failure = running ? undefined : await startServer(cluster, state, settings).catch(String);
    const refusal = failure ?? (await ensureDatabase(state));
    if (refusal === undefined) {
      writeState(cluster.dir, state);
      return state;
    }
    // Starting up, shutting down, or the last crash's children have not all noticed yet.
    if (Date.now() > deadline) {
      throw new Error(`The embedded database did not start: ${refusal}\n${serverLogTail(cluster)}`);
    }
    await sleep(100);
  }
}

/** Answers what is in the way, or `undefined` when the database is there and takes connections. */
async function ensureDatabase(state: State): Promise<string | undefined> {
  const client = new pg.Client({ connectionString: urlOf(state, "postgres"), connectionTimeoutMillis: 5000 });
  try {
    await client.connect();
    const found = await client.query("SELECT FROM pg_database WHERE datname = $1", [DATABASE_USER]);
    if (found.rowCount === 0) await client.query(`CREATE DATABASE ${DATABASE_USER}`);
    return undefined;
  } catch (error) {
    return String(error);
  } finally {
    await client.end().catch(() => undefined);
  }
}

function urlOf(state: State, database: string): string {
  return `postgresql://${DATABASE_USER}:${state.password}@127.0.0.1:${state.port}/${database}`;
}

function letGoLater(cluster: Cluster, state: State): EmbeddedDatabase {
  const note = hold(cluster.dir);
  let stopping: Promise<void> | undefined;

  const onExit = () => {
    const running = runningServer(cluster);
    if (release(cluster.dir, note) && running) interruptServer(running.pid);
  };
  const forget = () => {
    process.off("exit", onExit);
    for (const signal of SIGNALS) process.off(signal, onSignal);
  };
  const stop = () => {
    stopping ??= withStartLock(cluster.dir, async () => {
      forget();
      if (release(cluster.dir, note)) await stopServer(cluster);
    });
    return stopping;
  };
  const onSignal = (signal: NodeJS.Signals) => {
    if (process.listeners(signal).some((listener) => !ours.has(listener))) return;
    void stop().finally(() => process.kill(process.pid, signal));
  };

  ours.add(onSignal);
  process.on("exit", onExit);
  for (const signal of SIGNALS) process.on(signal, onSignal);
  return { url: urlOf(state, DATABASE_USER), stop };
}

/** Our own signal listeners, to tell them from those of the process around us. */
const ours = new WeakSet<(...args: never[]) => unknown>();
