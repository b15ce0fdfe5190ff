import type { Flusher } from "./flush";
import type { Journal } from "./journal";

/** Metering of this process. */
export type Running = { journal: Journal; flusher: Flusher; stopChores(): Promise<void> };

const slot = Symbol.for("keyward.usage");
const shared = globalThis as { [slot]?: Running | undefined };

/** What runs in this process, whichever bundle asks. */
export function running(): Running | undefined {
  return shared[slot];
}

/** Apart from `start.ts`, so that a page which only asks how far counting is draws in no journal. */
export function setRunning(next: Running | undefined): void {
  shared[slot] = next;
}

/** Unix time since when this process has calls that it could not count; `null` when counting keeps up. */
export function behindSince(): number | null {
  return running()?.flusher.behindSince() ?? null;
}
