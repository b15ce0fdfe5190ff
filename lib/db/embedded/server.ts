import { spawn } from "node:child_process";
import {
  chownSync,
  existsSync,
  mkdirSync,
  readFileSync,
  readlinkSync,
  renameSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import type { Account } from "./account";
import { readIfThere } from "./read-if-there";
import type { State } from "./state";

/** Name of the superuser and of the database that Keyward uses. */
export const DATABASE_USER = "keyward";

const LOG_LIMIT_BYTES = 10_000_000;

/** One PostgreSQL cluster on disk and the programs that run it. */
export type Cluster = { dir: string; native: string; account: Account | undefined };

/** Folder of the cluster itself. */
export function clusterDir({ dir }: Pick<Cluster, "dir">): string {
  return join(dir, "cluster");
}

/**
 * Creates the cluster if there is none. One that was cut off half way is thrown away and made again.
 * @param isDurable Whether to wait for the disk; scratch databases need not.
 */
export async function ensureCluster(cluster: Cluster, password: string, isDurable: boolean): Promise<void> {
  const done = clusterDir(cluster);
  if (existsSync(join(done, "PG_VERSION"))) return;
  const partial = `${done}.partial`;
  rmSync(partial, { recursive: true, force: true });
  mkdirSync(partial, { mode: 0o700 });
  const passwordFile = `${done}.password`;
  writeFileSync(passwordFile, password, { mode: 0o600 });
  if (cluster.account) {
    for (const path of [partial, passwordFile]) chownSync(path, cluster.account.uid, cluster.account.gid);
  }
  try {
    await run(cluster, "initdb", [
      `--pgdata=${partial}`,
      `--username=${DATABASE_USER}`,
      `--pwfile=${passwordFile}`,
      "--auth=scram-sha-256",
      "--encoding=UTF8",
      "--locale=C",
      "--locale-provider=builtin",
      "--builtin-locale=C.UTF-8",
      "--no-instructions",
      ...(isDurable ? [] : ["--no-sync"]),
    ]);
  } finally {
    rmSync(passwordFile, { force: true });
  }
  renameSync(partial, done);
}

/**
 * Starts the server on the loopback interface and resolves when it takes connections.
 *
 * It leads a session of its own, so that Ctrl-C in a terminal reaches us and not it: we stop it once we are done.
 */
export async function startServer(
  cluster: Cluster,
  state: State,
  settings: readonly string[],
): Promise<void> {
  const dir = clusterDir(cluster);
  const options = [
    `port=${state.port}`,
    "listen_addresses=127.0.0.1",
    "unix_socket_directories=",
    "max_connections=100",
    "timezone=UTC",
    "log_timezone=UTC",
    // Statements carry values; the log must not.
    "log_min_error_statement=panic",
    "log_error_verbosity=terse",
    ...settings,
  ];
  forgetLongLog(cluster);
  await run(cluster, "pg_ctl", [
    "start",
    "--wait",
    "--silent",
    `--pgdata=${dir}`,
    `--log=${join(dir, "server.log")}`,
    `--options=${options.map((option) => `-c ${option}`).join(" ")}`,
  ]);
}

/** The log is for the last failed start; nobody rotates it, so a long one begins anew. */
function forgetLongLog(cluster: Cluster): void {
  const log = join(clusterDir(cluster), "server.log");
  if ((statSync(log, { throwIfNoEntry: false })?.size ?? 0) > LOG_LIMIT_BYTES) rmSync(log);
}

/** Fast shutdown: open transactions are rolled back, everything committed is on disk. Resolves when it is over. */
export async function stopServer(cluster: Cluster): Promise<void> {
  const pid = runningServer(cluster)?.pid;
  if (pid === undefined) return;
  interruptServer(pid);
  // The server takes its lock file away as the very last thing; its process ID may linger where nobody reaps it.
  for (let waitedMs = 0; runningServer(cluster)?.pid === pid; waitedMs += 20) {
    if (waitedMs > 30_000) throw new Error("The embedded database did not stop within 30 seconds.");
    await sleep(20);
  }
}

/** Asks for a fast shutdown and returns at once. */
export function interruptServer(pid: number): void {
  try {
    process.kill(pid, "SIGINT");
  } catch (error) {
    if (!(error instanceof Error && "code" in error && error.code === "ESRCH")) throw error;
  }
}

/**
 * The server that runs on this cluster, if one does, as its lock file tells.
 *
 * A lock file left by a crash whose process ID now belongs to a stranger is removed: PostgreSQL itself would wait for
 * that stranger for ever.
 */
export function runningServer(cluster: Pick<Cluster, "dir">): { pid: number; port: number } | undefined {
  const dir = clusterDir(cluster);
  const lockFile = join(dir, "postmaster.pid");
  // A server that stops in this moment takes its file with it.
  const lines = readIfThere(lockFile)?.split("\n");
  if (lines === undefined) return undefined;
  const pid = Number(lines[0]);
  if (!Number.isInteger(pid) || pid <= 0) return undefined;
  if (isServerOf(pid, dir)) return { pid, port: Number(lines[3]) };
  rmSync(lockFile, { force: true });
  return undefined;
}

function isServerOf(pid: number, dir: string): boolean {
  try {
    process.kill(pid, 0);
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "ESRCH") return false;
  }
  if (process.platform !== "linux") return true;
  try {
    // PostgreSQL works inside its data folder.
    return readlinkSync(`/proc/${pid}/cwd`) === dir;
  } catch {
    return false;
  }
}

/** The end of the server's own log, for messages about a start that failed. */
export function serverLogTail(cluster: Cluster): string {
  const file = join(clusterDir(cluster), "server.log");
  return existsSync(file) ? readFileSync(file, "utf8").split("\n").slice(-12).join("\n").trim() : "";
}

function run(cluster: Cluster, program: string, args: string[]): Promise<void> {
  return new Promise((resolve, reject) => {
    const child = spawn(join(cluster.native, "bin", program), args, {
      ...cluster.account,
      cwd: cluster.dir,
      // Ours holds keys that the database has no business knowing.
      env: { NODE_ENV: "production", LC_ALL: "C", TZ: "UTC", PATH: "/usr/bin:/bin" },
      stdio: ["ignore", "ignore", "pipe"],
    });
    let errors = "";
    child.stderr.on("data", (chunk: Buffer) => {
      errors += chunk.toString();
    });
    child.once("error", reject);
    // `exit`, not `close`: the server that pg_ctl leaves behind may hold on to the pipe.
    child.once("exit", (code) => {
      child.stderr.destroy();
      if (code === 0) resolve();
      else reject(new Error(`${program} failed (${code}): ${errors.trim()}`));
    });
  });
}
