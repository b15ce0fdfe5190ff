import type { PoolClient } from "pg";
import type { UsageRecord } from "@/lib/edge/ports";
import { addLog } from "./add-log";
import { addLastUsed, addMinutes } from "./add-minutes";
import { addShapes } from "./add-shapes";
import { addTops } from "./add-tops";
import { aggregate } from "./aggregate";
import { markUnrolled } from "./mark-unrolled";
import type { Rollups } from "./rollups";
import { lockOrgs } from "./stripes";

/**
 * Adds calls to every rollup and log, inside the caller's transaction.
 *
 * Rows are locked in one order, whoever counts, so that no two wait for each other.
 */
export async function addRollups(client: PoolClient, rollups: Rollups): Promise<void> {
  const { calls, minutes, shapes, tops, lastUsed, log } = rollups;
  if (calls === 0) return;
  await addMinutes(client, minutes);
  await addLastUsed(client, lastUsed);
  await addShapes(client, shapes);
  await lockOrgs(client, new Set(minutes.map(({ orgId }) => orgId)));
  await addTops(client, tops);
  await addLog(client, log);
  await markUnrolled(client, minutes);
}

/** The same for calls that nobody has added up yet. */
export async function addRecords(client: PoolClient, records: readonly UsageRecord[]): Promise<void> {
  await addRollups(client, aggregate(records));
}
