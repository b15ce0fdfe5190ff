import { setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { archiveAuditKeys } from "@/lib/audit/archived-keys";
import { emitAudit } from "@/lib/audit/emit";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { withTransaction } from "@/lib/db/transaction";
import { RING_NAMES, type RingName } from "@/lib/sealing/keyring";
import { newId } from "@/lib/std/id";
import { heldRings, ringOf } from "./held-rings";
import { liveInstances } from "./instances";
import type { Cursor, Place } from "./place";
import { PLACES } from "./places";
import { readiness } from "./readiness";

/** Between two batches, so that calls and people come first. */
const BREATHER_MS = 5;
/** Rows that somebody was changing are tried again so often. */
const WALKS_MAX = 50;

const LOCK = "select pg_try_advisory_lock(hashtextextended('keyward.material', 0)) as mine";
const UNLOCK = "select pg_advisory_unlock(hashtextextended('keyward.material', 0))";

/** When this process began: what it has sealed since then it sealed with the ring it holds. */
const startedAt = Date.now() - Math.round(performance.now());

type Run = { id: string; ring: RingName; toVersion: number };

export type RunOptions = {
  readonly clock?: () => Date;
  /** Answers true when the process is about to stop: the run goes on elsewhere, or after the next start. */
  readonly isStopping?: () => boolean;
};

/**
 * Carries on with every run that was asked for: seals again, batch by batch, what is under a former version, then proves that
 * the newest version alone opens all of it.
 *
 * One process does it at a time. What is left to do is in the rows themselves, so a run that was killed is carried on by
 * whoever comes next, and loses nothing. While some instance is not ready, or rows cannot be opened, the run says why and waits.
 * @returns The runs that came to their end.
 */
export async function runPending(options: RunOptions = {}): Promise<number> {
  const runs = await pendingRuns();
  if (runs.length === 0) return 0;
  const lock = await pool().connect();
  try {
    const { rows } = await lock.query<{ mine: boolean }>(LOCK);
    if (rows[0]?.mine !== true) return 0;
    let finished = 0;
    try {
      for (const run of runs) finished += (await carryOn(run, options)) ? 1 : 0;
    } finally {
      await lock.query(UNLOCK);
    }
    return finished;
  } finally {
    // Closed, not returned: should unlocking have failed, the lock ends with the connection.
    lock.release(true);
  }
}

async function pendingRuns(): Promise<Run[]> {
  const rows = await db.materialRun.findMany({
    where: { finishedAt: null },
    select: { id: true, ring: true, toVersion: true },
    orderBy: { requestedAt: "asc" },
  });
  return rows.flatMap(({ ring, ...run }) => {
    const name = RING_NAMES.find((known) => known === ring);
    return name === undefined ? [] : [{ ...run, ring: name }];
  });
}

async function carryOn(run: Run, { clock = () => new Date(), isStopping = () => false }: RunOptions) {
  const obstacle = await obstacleTo(run, clock());
  if (obstacle !== null) return fail(run, obstacle);
  if (run.ring === "master") await archiveAuditKeys();
  const places = PLACES.filter(({ ring }) => ring === run.ring);
  const unreadable = new Set<string>();
  for (const place of places) {
    if (!(await renewAll(run, place, unreadable, isStopping))) return false;
  }
  await db.materialRun.update({
    where: { id: run.id },
    data: { unreadable: unreadable.size },
    select: { id: true },
  });
  if (unreadable.size > 0) {
    const [first] = unreadable;
    return fail(run, `${unreadable.size} rows are opened by no key of the ring, the first of them ${first}.`);
  }
  const { proved, failed } = await proveAll(places, isStopping);
  if (failed.length > 0) return fail(run, `${failed.length} rows are not under the newest version yet.`);
  if (isStopping()) return false;
  return finish(run, proved, clock());
}

async function obstacleTo({ ring, toVersion }: Run, now: Date): Promise<string | null> {
  const own = heldRings([ring], startedAt)[ring];
  if (own === undefined) return "This process does not hold the ring.";
  if (own.current !== toVersion) return `The version to seal with is ${own.current} here, not ${toVersion}.`;
  const { step } = readiness(ring, own, await liveInstances(), now.getTime());
  return step === "ready" ? null : OBSTACLES[step];
}

const OBSTACLES = {
  add: "Some instance does not hold the newest version yet.",
  promote: "Some instance does not seal with the newest version yet.",
  settle: "Waiting a few seconds for what was begun under the former version.",
  differs: "Two instances hold different keys under the same version.",
} as const;

async function fail({ id }: Run, failure: string): Promise<false> {
  await db.materialRun.update({ where: { id }, data: { failure }, select: { id: true } });
  return false;
}

/** Walks until nothing is left but what cannot be opened. Answers false when the process stops before. */
async function renewAll(
  { id, ring }: Run,
  place: Place,
  unreadable: Set<string>,
  isStopping: () => boolean,
): Promise<boolean> {
  for (let walk = 0; walk < WALKS_MAX; walk += 1) {
    const lost = new Set<string>();
    let cursor: Cursor | null = null;
    do {
      if (isStopping()) return false;
      const { renewed, unreadable: found, next } = await place.renew(pool(), cursor);
      if (renewed > 0) {
        await db.materialRun.update({
          where: { id },
          data: { resealed: { increment: renewed }, failure: null },
          select: { id: true },
        });
      }
      for (const row of found) lost.add(`${place.name} ${row}`);
      cursor = next;
      await sleep(BREATHER_MS);
    } while (cursor !== null);
    if ((await leftOf(pool(), place, ring)) <= lost.size) {
      for (const row of lost) unreadable.add(row);
      return true;
    }
    await sleep(BREATHER_MS * walk);
  }
  return true;
}

/** Rows of a place that are under another version than the newest. */
export async function leftOf(database: Pool, place: Place, ring: RingName): Promise<number> {
  const { version } = ringOf(ring).current;
  let left = 0;
  for (const [one, count] of await place.count(database)) if (one !== version) left += count;
  return left;
}

async function proveAll(places: readonly Place[], isStopping: () => boolean) {
  let proved = 0;
  const failed: string[] = [];
  for (const place of places) {
    let cursor: Cursor | null = null;
    do {
      const batch: Awaited<ReturnType<Place["prove"]>> = await place.prove(pool(), cursor);
      proved += batch.proved;
      failed.push(...batch.failed);
      cursor = batch.next;
      await sleep(BREATHER_MS);
    } while (cursor !== null && !isStopping());
  }
  return { proved, failed };
}

async function finish({ id, ring, toVersion }: Run, proved: number, now: Date): Promise<boolean> {
  return withTransaction(async (tx) => {
    const { count } = await tx.materialRun.updateMany({
      where: { id, finishedAt: null },
      data: { finishedAt: now, proved, failure: null },
    });
    if (count === 0) return false;
    const actor = { type: "system" as const, id: "material" };
    await emitAudit(
      tx,
      { requestId: newId("request"), ip: "", userAgent: "", now, actor },
      {
        action: "material.sealed_again",
        targetType: "keyring",
        targetId: ring,
        after: { runId: id, version: toVersion, proved },
      },
    );
    return true;
  });
}
