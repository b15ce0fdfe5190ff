import { resolve } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { residentMb } from "../siege";

/** For the environment of a host whose memory is asked for. */
export const COLLECTS = { NODE_OPTIONS: `--import=${resolve("e2e/soak/collect-on-signal.mjs")}` };

/** Resident memory in MB once the garbage is gone: collected twice, since what the first time sets free may hold more. */
export async function heldMb(pid: number): Promise<number> {
  for (let time = 0; time < 2; time += 1) {
    process.kill(pid, "SIGUSR2");
    await sleep(2_000);
  }
  return residentMb(pid);
}
