import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { freePort } from "@/lib/db/embedded/free-port";

/** A real Redis of a test's own. */
export type TestRedis = {
  readonly port: number;
  readonly url: string;
  /** Runs `redis-cli` against it. */
  cli(...args: string[]): string;
  /** Stops answering without going away, and goes on. */
  pause(): void;
  resume(): void;
  kill(): Promise<void>;
  start(): Promise<void>;
  remove(): Promise<void>;
};

/** Starts `redis-server` on a free port of loopback, empty and keeping nothing. */
export async function startTestRedis(options: readonly string[] = [], given?: number): Promise<TestRedis> {
  const port = given ?? (await freePort());
  const dir = mkdtempSync(join(tmpdir(), "keyward-redis-"));
  let server: ChildProcess | undefined;
  const cli = (...args: string[]) =>
    spawnSync("redis-cli", ["-p", String(port), ...args], { encoding: "utf8", timeout: 5000 }).stdout.trim();
  const start = async () => {
    const fixed = [
      "--port",
      String(port),
      "--bind",
      "127.0.0.1",
      "--dir",
      dir,
      "--save",
      "",
      "--appendonly",
      "no",
    ];
    server = spawn("redis-server", [...fixed, ...options], { stdio: "ignore" });
    while (cli("ping") !== "PONG") await sleep(20);
  };
  const kill = async () => {
    const gone = new Promise((resolve) => server?.once("exit", resolve));
    server?.kill("SIGKILL");
    await gone;
  };
  await start();
  return {
    port,
    url: `redis://127.0.0.1:${port}`,
    cli,
    pause: () => void server?.kill("SIGSTOP"),
    resume: () => void server?.kill("SIGCONT"),
    kill,
    start,
    remove: async () => {
      if (server?.exitCode === null && server.signalCode === null) await kill();
      rmSync(dir, { recursive: true, force: true });
    },
  };
}
