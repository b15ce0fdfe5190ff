import { every } from "@/lib/std/every";
import { Turns } from "@/lib/std/turns";
import { logger } from "./logger";

/** First runs of a process: all at once they would wait for each other's connections while a host has enough to do. */
const FIRST_RUNS_APART_MS = 100;

// Each bundle has a copy of this module; their chores share the process and its connections.
const slot = Symbol.for("keyward.first-runs");
const shared = globalThis as { [slot]?: Turns };

/**
 * Runs `run` when those that were started before it in this process have begun, and again `pauseMs` after each end. `name`
 * says what failed: "sending mails of notices".
 *
 * A failure is logged once until a run succeeds: once a second would bury everything else while the database is away.
 * Returns the way to stop, which waits for a run under way.
 */
export function startChore(pauseMs: number, name: string, run: () => Promise<unknown>): () => Promise<void> {
  shared[slot] ??= new Turns(FIRST_RUNS_APART_MS);
  const turns = shared[slot];
  let isFailing = false;
  return every(
    pauseMs,
    async () => {
      await run();
      isFailing = false;
    },
    (err) => {
      if (!isFailing) logger.warn({ err }, `${name} failed, will try again`);
      isFailing = true;
    },
    (begin) => turns.take(begin),
  );
}
