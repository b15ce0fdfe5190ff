import { SampleWorker } from "./client";
import type { JobName, Jobs } from "./messages";

type Pool = Record<JobName, SampleWorker>;

const POOL = Symbol.for("keyward.sampleWorkers");

/** Runs a job in the thread kept for its kind, one for drawing and one for searching: a search never waits for a tile. */
export function runJob<N extends JobName>(name: N, input: Jobs[N]["input"]): Promise<Jobs[N]["output"]> {
  const shared = globalThis as { [POOL]?: Pool };
  shared[POOL] ??= { tile: new SampleWorker(), geocode: new SampleWorker() };
  return shared[POOL][name].run(name, input);
}
