import { randomBytes } from "node:crypto";
import { chmodSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { z } from "zod";
import { freePort, isFree } from "./free-port";
import { readIfThere } from "./read-if-there";

const State = z.object({ port: z.number().int(), password: z.string().min(1) });

/** What is remembered between starts. The file is readable for its owner only. */
export type State = z.output<typeof State>;

/** The remembered state, or `undefined` before the first start. */
export function readState(dir: string): State | undefined {
  const text = readIfThere(join(dir, "embedded.json"));
  return text === undefined ? undefined : State.parse(JSON.parse(text));
}

/** Replaces the remembered state in one step: a crash leaves the old or the new one, never half. */
export function writeState(dir: string, state: State): void {
  const file = join(dir, "embedded.json");
  writeFileSync(`${file}.new`, JSON.stringify(state), { mode: 0o600 });
  chmodSync(`${file}.new`, 0o600);
  renameSync(`${file}.new`, file);
}

/** A new state: a free port and 256 random bits as password. */
export async function newState(): Promise<State> {
  return { port: await freePort(), password: randomBytes(32).toString("base64url") };
}

/** The remembered port if nobody else has taken it, else another free one. */
export async function usablePort(port: number): Promise<number> {
  return (await isFree(port)) ? port : freePort();
}
