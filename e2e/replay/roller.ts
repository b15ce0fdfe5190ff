// The job that rolls up, in a process of its own that a test kills: it never runs out of work, because all is marked again.
import { setTimeout as sleep } from "node:timers/promises";
import { pool } from "@/lib/db/pool";
import { markAllUnrolled } from "@/lib/usage/mark-unrolled";
import { rollUp } from "@/lib/usage/roll-up";
import { DAY_MS } from "@/lib/usage/units";

/** So that others get their turn. */
const PAUSE_MS = 100;

process.send?.("rolling");
for (;;) {
  const now = Date.now();
  await markAllUnrolled(pool(), new Date(now - 30 * DAY_MS), new Date(now + DAY_MS));
  await rollUp(pool(), now);
  await sleep(PAUSE_MS);
}
