// The whole product on this machine: embedded PostgreSQL, migrations, believable data, build, server. `--reset` starts afresh, `--dev` runs
// Next's development server. Everything it starts, it stops.
import { type ChildProcess, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { provisionKeys } from "@/lib/sealing/provision";
import { readyText, writeDemoFile } from "./demo/announce";
import { buildIfStale } from "./demo/build-if-stale";
import { stopChild } from "./demo/child-process";
import { claimDataDir } from "./demo/claim";
import { emptyDemoDatabase, forgetFiles } from "./demo/reset";
import { waitUntilAnswering } from "./demo/wait-until-answering";

const { values: flags } = parseArgs({ options: { reset: { type: "boolean" }, dev: { type: "boolean" } } });
const port = Number(process.env.PORT ?? 3000);
const dataDir = resolve(process.env.DATA_DIR ?? ".data");
const url = `http://localhost:${port}`;

const cleanups: (() => Promise<void> | void)[] = [];
let stopping: Promise<void> | undefined;

for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"] as const) {
  process.on(signal, () => void stop().then(() => process.exit(0)));
}

try {
  await start();
} catch (error) {
  if (stopping === undefined) console.error(error instanceof Error ? error.message : error);
  await stop();
  process.exit(1);
}

async function start(): Promise<void> {
  mkdirSync(dataDir, { recursive: true });
  cleanups.push(claimDataDir(dataDir));
  if (flags.reset) forgetFiles(dataDir);
  Object.assign(process.env, {
    ...provisionKeys(dataDir),
    KEYWARD_DEMO: "1",
    NODE_ENV: flags.dev ? "development" : "production",
    PORT: String(port),
    PUBLIC_URL: url,
    DATA_DIR: dataDir,
    NEXT_TELEMETRY_DISABLED: "1",
  });

  if (!process.env.DATABASE_URL) {
    const { startEmbedded } = await import("@/lib/db/embedded");
    const postgres = await startEmbedded(dataDir);
    cleanups.push(() => postgres.stop());
    process.env.DATABASE_URL = postgres.url;
  }

  if (flags.reset) await emptyDemoDatabase(process.env.DATABASE_URL);
  const { migrate } = await import("@/lib/db/migrate");
  await migrate(process.env.DATABASE_URL);
  const { seedDemo } = await import("@/prisma/seed/run");
  const facts = await seedDemo(dataDir, new Date());
  writeDemoFile(dataDir, url, facts);
  if (!flags.dev) await buildIfStale();

  const server = startServer();
  await waitUntilAnswering(`http://127.0.0.1:${port}/`, server);
  console.log(readyText(url, facts));
}

function startServer(): ChildProcess {
  const [program, ...args] = flags.dev
    ? ["node_modules/.bin/tsx", "server.ts"]
    : [process.execPath, "dist/server.js"];
  const server = spawn(program ?? "", args, { stdio: ["ignore", "inherit", "inherit"], env: process.env });
  // Where tools find the process to measure or to kill.
  writeFileSync(join(dataDir, "server.pid"), String(server.pid));
  cleanups.push(() => stopChild(server));
  server.once("exit", (code) => {
    if (stopping !== undefined) return;
    console.error(`The server stopped by itself (exit ${code ?? "by signal"}).`);
    void stop().then(() => process.exit(1));
  });
  return server;
}

function stop(): Promise<void> {
  stopping ??= (async () => {
    for (const cleanup of cleanups.reverse()) await cleanup();
  })();
  return stopping;
}
