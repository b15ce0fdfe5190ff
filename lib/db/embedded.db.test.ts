import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import {
  chmodSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  readlinkSync,
  rmSync,
  statSync,
  writeFileSync,
} from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import pg from "pg";
import { afterAll, afterEach, expect, test, vi } from "vitest";
import { type EmbeddedDatabase, startEmbedded } from "./embedded";

const dir = mkdtempSync(join(tmpdir(), "keyward-embedded-"));
chmodSync(dir, 0o711);
const children: ChildProcess[] = [];

afterEach(async () => {
  for (const child of children.splice(0)) child.kill("SIGKILL");
  // Adopts whatever a test left running, and ends it.
  await (await start()).stop();
});
afterAll(() => rmSync(dir, { recursive: true, force: true }));

function start(dataDir = dir): Promise<EmbeddedDatabase> {
  return startEmbedded(dataDir, { settings: ["fsync=off"] });
}

/** Back to the moment before the first start. */
function forget(): void {
  rmSync(join(dir, "pg"), { recursive: true, force: true });
}

/** Another process that starts the database, and stays if told to. Resolves with its connection string. */
async function otherProcess(mode: "stay" | "leave"): Promise<{ child: ChildProcess; url: string }> {
  const child = spawn(process.execPath, ["--import", "tsx", "test/embedded-child.ts", dir, mode], {
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const ended = once(child, "exit");
  const [chunk] = await once(child.stdout, "data");
  if (mode === "leave") await ended;
  return { child, url: String(chunk).trim() };
}

const serverPid = () => Number(readFileSync(join(dir, "pg/cluster/postmaster.pid"), "utf8").split("\n")[0]);
const isRunning = () => existsSync(join(dir, "pg/cluster/postmaster.pid"));

async function ask(url: string, sql: string): Promise<unknown> {
  const client = new pg.Client({ connectionString: url });
  await client.connect();
  try {
    const { rows } = await client.query({ text: sql, rowMode: "array" });
    return rows[0]?.[0];
  } finally {
    await client.end();
  }
}

test("data, port and password survive a restart; the password is for its owner's eyes only", async () => {
  const first = await start(dir);
  await ask(first.url, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
  await first.stop();
  expect(isRunning()).toBe(false);
  const second = await start(dir);
  expect(second.url).toBe(first.url);
  expect(await ask(second.url, "SELECT answer FROM kept")).toBe(42);
  expect(await ask(second.url, "SHOW listen_addresses")).toBe("127.0.0.1");
  await second.stop();
  expect(statSync(join(dir, "pg/embedded.json")).mode & 0o777).toBe(0o600);
  await second.stop();
});

test("a wrong password does not get in", async () => {
  const { url, stop } = await start(dir);
  const wrong = new URL(url);
  wrong.password = "keyward";
  await expect(ask(wrong.href, "SELECT 1")).rejects.toThrow("password authentication failed");
  await stop();
});

test("a server that outlived the kill of its process is adopted, and stopped by who adopted it", async () => {
  const { child, url } = await otherProcess("stay");
  const pid = serverPid();
  child.kill("SIGKILL");
  await once(child, "exit");
  expect(await ask(url, "SELECT 1")).toBe(1);
  const adopted = await start(dir);
  expect(adopted.url).toBe(url);
  expect(serverPid()).toBe(pid);
  await adopted.stop();
  expect(isRunning()).toBe(false);
});

test.each(["SIGTERM", "SIGINT"] as const)(
  "%s to the process shuts the database down in order",
  async (signal) => {
    const { child } = await otherProcess("stay");
    child.kill(signal);
    const [, endedBy] = await once(child, "exit");
    expect(endedBy).toBe(signal);
    expect(isRunning()).toBe(false);
    expect(readFileSync(join(dir, "pg/cluster/server.log"), "utf8")).toContain(
      "database system is shut down",
    );
  },
);

test("two processes share one server; it stays until the last of them is done", async () => {
  const { child, url } = await otherProcess("stay");
  const mine = await start(dir);
  expect(mine.url).toBe(url);
  await mine.stop();
  expect(await ask(url, "SELECT 1")).toBe(1);
  child.kill("SIGTERM");
  await once(child, "exit");
  expect(isRunning()).toBe(false);
});

test("two first starts at once end in one database", async () => {
  forget();
  const [one, other] = await Promise.all([otherProcess("leave"), start(dir)]);
  expect(one.url).toBe(other.url);
  expect(await ask(other.url, "SELECT 1")).toBe(1);
  await other.stop();
});

test("a killed server starts again with everything that was committed", async () => {
  const first = await start(dir);
  await ask(first.url, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
  process.kill(serverPid(), "SIGKILL");
  const second = await start(dir);
  expect(await ask(second.url, "SELECT answer FROM kept")).toBe(42);
  await second.stop();
  await first.stop();
});

test("a lock file whose process ID now belongs to a stranger does not keep the database from starting", async () => {
  const first = await start(dir);
  process.kill(serverPid(), "SIGKILL");
  const lockFile = join(dir, "pg/cluster/postmaster.pid");
  const lines = readFileSync(lockFile, "utf8").split("\n");
  const { child } = { child: spawn("sleep", ["60"]) };
  children.push(child);
  writeFileSync(lockFile, [String(child.pid), ...lines.slice(1)].join("\n"));
  const second = await start(dir);
  expect(await ask(second.url, "SELECT 1")).toBe(1);
  await second.stop();
  await first.stop();
});

test("when somebody else has taken the remembered port, another one is used", async () => {
  const first = await start(dir);
  await first.stop();
  const stranger = createServer();
  stranger.listen(Number(new URL(first.url).port), "127.0.0.1");
  await once(stranger, "listening");
  const second = await start(dir);
  expect(new URL(second.url).port).not.toBe(new URL(first.url).port);
  expect(await ask(second.url, "SELECT 1")).toBe(1);
  await second.stop();
  stranger.close();
});

test("a first start that was cut off half way is made good by the next", async () => {
  forget();
  mkdirSync(join(dir, "pg/cluster.partial/base"), { recursive: true });
  const { url, stop } = await start(dir);
  expect(await ask(url, "SELECT 1")).toBe(1);
  await stop();
});

test.runIf(process.getuid?.() === 0)(
  "as root in a folder that only root can enter, the data lives where the server's user gets to",
  async () => {
    const home = join(dir, "home");
    mkdirSync(home);
    chmodSync(home, 0o700);
    const first = await start(join(home, "data"));
    await ask(first.url, "CREATE TABLE IF NOT EXISTS kept AS SELECT 42 AS answer");
    await first.stop();
    const second = await start(join(home, "data"));
    expect(await ask(second.url, "SELECT answer FROM kept")).toBe(42);
    await second.stop();

    rmSync(join(home, "data"), { recursive: true });
    const afresh = await start(join(home, "data"));
    expect(await ask(afresh.url, "SELECT to_regclass('kept')")).toBeNull();
    await afresh.stop();
    rmSync(readlinkSync(join(home, "data/pg")), { recursive: true });
  },
);

test("the process's secrets are not in the server's environment", async () => {
  vi.stubEnv("KEYWARD_CANARY", "do-not-pass-on");
  const { stop } = await start(dir);
  if (process.platform === "linux") {
    expect(readFileSync(`/proc/${serverPid()}/environ`, "utf8")).not.toContain("do-not-pass-on");
  }
  await stop();
});
