import { execFile } from "node:child_process";
import { promisify } from "node:util";

const run = promisify(execFile);

export type RawLoad = {
  readonly port: number;
  /** Whole requests as they go over the wire, taken in turns. */
  readonly requests: readonly string[];
  readonly connections: number;
  readonly seconds: number;
  readonly status: number;
  /** Calls begun per second whatever the server does; without it each connection calls as soon as it was answered. */
  readonly ratePerSecond?: number;
};

export type RawResult = { readonly answered: number; readonly p50: number; readonly p99: number };

/**
 * Loads a server from a process of its own, pinned to the second core where there is one.
 * @throws {Error} On the first answer with another status: a figure for the wrong answer is worth nothing.
 */
export async function rawLoad(load: RawLoad): Promise<RawResult> {
  const worker = [process.execPath, "bench/load/raw-load.mjs", JSON.stringify(load)];
  const [program = "", ...args] = pinned(1, worker);
  const { stdout } = await run(program, args, { maxBuffer: 1 << 24 });
  return JSON.parse(stdout) as RawResult;
}

/** The command on one core, on Linux; elsewhere as it is. */
export function pinned(core: number, command: readonly string[]): string[] {
  return process.platform === "linux" ? ["taskset", "-c", String(core), ...command] : [...command];
}
