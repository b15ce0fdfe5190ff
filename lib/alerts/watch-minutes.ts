import type { PoolClient } from "pg";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { readEdges } from "@/lib/health/live-edges";
import { MINUTE_MS } from "@/lib/usage/units";
import { importedUntil } from "./imported";
import { inTurn } from "./in-turn";
import { hasStopped, isSudden, recentOf } from "./judge-calls";
import { isCandidate, isOver, judgeKey } from "./judge-key";
import { ALERT_KINDS } from "./kinds";
import { learnedCalls } from "./learned-calls";
import { endAlert, raiseOngoing, type WatchedKey } from "./raise";
import { type Past, readPast } from "./read-past";
import { noCalls, type RecentCalls, readRecent } from "./read-recent";
import { type RuleFinder, readRules } from "./rules";
import { watchedOrgs, workingKeys } from "./watched-keys";

/** What was called in a minute is counted so long after its end at the latest, unless counting is behind. */
const COUNTED_AFTER_MS = 8_000;
/** Something that goes on for longer is the new order of things. */
const LONGEST_MS = 24 * 3_600_000;
const ENDING = Object.entries(ALERT_KINDS).flatMap(([kind, { ends }]) => (ends ? [kind] : []));

/**
 * Judges the minutes that have passed: spikes, silence, errors and QPS breaches begin, go on and end.
 *
 * Only the latest minutes are judged: what happened while nobody was watching is not made up for.
 * @returns How many alerts were raised.
 */
export async function watchMinutes(now: Date): Promise<number> {
  const endMs = Math.floor((now.getTime() - COUNTED_AFTER_MS) / MINUTE_MS) * MINUTE_MS;
  return inTurn({
    part: "minutes",
    everyMs: MINUTE_MS,
    now: new Date(endMs),
    run: async (client, until) => {
      const wasWatched = until !== null && endMs - until.getTime() < 10 * MINUTE_MS;
      const raised = await judgeMinutes(client, endMs, now, wasWatched && (await isAllCounted(now)));
      return { until: new Date(endMs), raised };
    },
  });
}

/** Silence is told only where nothing is on its way: no edge that is behind, or fell silent itself. */
async function isAllCounted(now: Date): Promise<boolean> {
  const edges = await readEdges(now);
  return edges.every(({ isLive, health }) => isLive && (health?.journal.behindSince ?? null) === null);
}

async function judgeMinutes(
  client: PoolClient,
  endMs: number,
  now: Date,
  canBeSilent: boolean,
): Promise<number> {
  const orgIds = await watchedOrgs();
  const recents = await readRecent(client, orgIds, endMs);
  await endWhatIsOver(recents, now);
  const candidates = recents.filter(isCandidate);
  const keys = await workingKeys(
    candidates.map(({ keyId }) => keyId),
    now,
  );
  if (keys.size === 0) return 0;
  const ruleOf = await readRules(client, orgIds);
  const importedMs = await importedUntil();
  let raised = 0;
  for (const recent of candidates) {
    const key = keys.get(recent.keyId);
    if (key === undefined) continue;
    const past = needsPast(recent) ? await pastOf(client, recent, endMs) : null;
    raised += await raiseFound({ recent, key, past, endMs, importedMs, now, canBeSilent }, ruleOf);
  }
  return raised;
}

function needsPast({ calls, errors }: RecentCalls): boolean {
  return isSudden(recentOf(calls)) || isSudden(recentOf(errors)) || hasStopped(calls);
}

async function pastOf(client: PoolClient, of: RecentCalls, endMs: number): Promise<Past | null> {
  const past = await readPast(client, of, endMs);
  if (past === null) return null;
  const learned = await learnedCalls(of);
  return { ...past, calls: { ...past.calls, most: Math.max(past.calls.most, learned) } };
}

type Seen = {
  recent: RecentCalls;
  key: WatchedKey;
  past: Past | null;
  endMs: number;
  /** Calls before it were brought in, not counted. */
  importedMs: number;
  now: Date;
  canBeSilent: boolean;
};

async function raiseFound(seen: Seen, ruleOf: RuleFinder): Promise<number> {
  const { recent, key, past, endMs, importedMs, now, canBeSilent } = seen;
  const occurrence = new Date(endMs).toISOString();
  const counted = Math.max(0, Math.floor((endMs - importedMs) / MINUTE_MS));
  const found = judgeKey(
    { recent, key, occurrence },
    past,
    (kind) => ruleOf(key.orgId, key.id, kind),
    canBeSilent ? counted : 0,
  );
  let raised = 0;
  for (const alert of found) {
    if (await withTransaction((tx) => raiseOngoing(tx, alert, now))) raised += 1;
  }
  return raised;
}

async function endWhatIsOver(recents: readonly RecentCalls[], now: Date): Promise<void> {
  const open = await db.alert.findMany({
    where: { kind: { in: ENDING }, endedAt: null },
    select: { id: true, kind: true, data: true, orgId: true, keyId: true, at: true },
  });
  if (open.length === 0) return;
  const names = await db.key.findMany({
    where: { id: { in: open.map(({ keyId }) => keyId) } },
    select: { id: true, orgId: true, name: true, createdById: true },
  });
  for (const alert of open) {
    const recent = recents.find(({ keyId }) => keyId === alert.keyId) ?? noCalls(alert.orgId, alert.keyId);
    const ageMs = now.getTime() - alert.at.getTime();
    // A window that saw it begin is not the one that sees it end.
    const isSettled = alert.kind !== "silence" && ageMs >= LONGEST_MS;
    if (ageMs < 5 * MINUTE_MS || !(isSettled || isOver(alert, recent))) continue;
    const key = names.find(({ id }) => id === alert.keyId) ?? {
      id: alert.keyId,
      orgId: alert.orgId,
      name: "a key that is gone",
      createdById: "",
    };
    await withTransaction((tx) => endAlert(tx, { ...alert, key }, now));
  }
}
