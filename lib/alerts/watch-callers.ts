import type { PoolClient } from "pg";
import type { Tx } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { DAY_MS, HOUR_MS, MINUTE_MS } from "@/lib/usage/units";
import { inTurn } from "./in-turn";
import { judgeStrangers } from "./judge-strangers";
import { CALLERS_LEARNED_MS } from "./newcomers";
import { raiseAlert } from "./raise";
import { learnPast, readKnown, readLearned, readStrangers, type Stranger } from "./read-callers";
import { readRules } from "./rules";
import { watchedOrgs, workingKeys } from "./watched-keys";

const PAUSE_MS = 12_000;
/** Calls may be counted so long after they were made, and are looked at again. */
const COUNTED_LATE_MS = 10 * MINUTE_MS;
/** After a longer pause of the watch only so much is made up for: what is older than that is learned. */
const MADE_UP_MS = 2 * DAY_MS;

/**
 * Finds what keys were called from, by and at for the first time, remembers it, and tells of it where the key keeps to few.
 * @returns How many alerts were raised.
 */
export async function watchCallers(now: Date): Promise<number> {
  return inTurn({
    part: "callers",
    everyMs: PAUSE_MS,
    now,
    run: async (client, until) => {
      const sinceMs = until === null ? now.getTime() : Math.max(until.getTime(), now.getTime() - MADE_UP_MS);
      const hour = hourOf(sinceMs - COUNTED_LATE_MS);
      return { until: now, raised: await tellStrangers(client, hour, now) };
    },
  });
}

async function tellStrangers(client: PoolClient, hour: Date, now: Date): Promise<number> {
  const orgIds = await watchedOrgs();
  const first = await readStrangers(client, orgIds, hour);
  if (first.length === 0) return 0;
  const known = await readKnown(client, keysOf(first), now, CALLERS_LEARNED_MS);
  const names = new Set([...known.keys()].map((name) => name.split(" ")[0]));
  const unknown = keysOf(first).filter((keyId) => !names.has(keyId));
  // By itself, so that it is there whatever becomes of the rest: without a past every key would seem to be new.
  if (unknown.length > 0) await learnPast(pool(), unknown, hour);
  const strangers = unknown.length > 0 ? await readStrangers(client, orgIds, hour) : first;
  const remembered =
    unknown.length > 0 ? await readKnown(client, keysOf(strangers), now, CALLERS_LEARNED_MS) : known;
  const [ruleOf, learned, keys] = [
    await readRules(client, orgIds),
    await readLearned(client, orgIds),
    await workingKeys(keysOf(strangers), now),
  ];
  let raised = 0;
  for (const [keyId, ofKey] of byKey(strangers)) {
    const { remember, alerts } = judgeStrangers({
      key: keys.get(keyId) ?? null,
      strangers: ofKey,
      known: remembered,
      learned,
      ruleOf,
      now,
    });
    if (remember.length === 0) continue;
    raised += await withTransaction(async (tx) => {
      const isNew = await rememberAll(tx, remember, now);
      let count = 0;
      for (const alert of isNew ? alerts : []) if (await raiseAlert(tx, alert, now)) count += 1;
      return count;
    });
  }
  return raised;
}

/** Whether any of them was not there yet. */
async function rememberAll(tx: Tx, strangers: readonly Stranger[], now: Date): Promise<boolean> {
  const { count } = await tx.knownCaller.createMany({
    data: strangers.map(({ orgId, keyId, dimension, value }) => ({
      orgId,
      keyId,
      dimension,
      value,
      firstAt: now,
      lastAt: now,
    })),
    skipDuplicates: true,
  });
  return count > 0;
}

function keysOf(strangers: readonly Stranger[]): string[] {
  return [...new Set(strangers.map(({ keyId }) => keyId))];
}

function byKey(strangers: readonly Stranger[]): Map<string, Stranger[]> {
  const keys = new Map<string, Stranger[]>();
  for (const stranger of strangers) {
    const ofKey = keys.get(stranger.keyId) ?? [];
    ofKey.push(stranger);
    keys.set(stranger.keyId, ofKey);
  }
  return keys;
}

function hourOf(ms: number): Date {
  return new Date(Math.floor(ms / HOUR_MS) * HOUR_MS);
}
