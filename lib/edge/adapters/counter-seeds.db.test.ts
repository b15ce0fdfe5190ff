import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/std/id";
import { startFlusher } from "@/lib/usage/flush";
import { openJournal } from "@/lib/usage/journal";
import { recordOf } from "@/lib/usage/testing/record";
import type { ClassUse, PastUse } from "../limits/counter-store";
import { usageSeeds } from "./counter-seeds";

/** Both places together, in the order of classes. */
function sumOf({ counted, waiting }: PastUse): ClassUse[] {
  const sums = new Map<string, ClassUse>();
  for (const { classId, requests, bytes } of [...counted, ...waiting]) {
    const known = sums.get(classId) ?? { classId, requests: 0, bytes: 0 };
    sums.set(classId, { classId, requests: known.requests + requests, bytes: known.bytes + bytes });
  }
  return [...sums.values()].sort((a, b) => (a.classId < b.classId ? -1 : 1));
}

const HOUR_MS = 3_600_000;
const DAY = Math.floor(Date.now() / (24 * HOUR_MS)) * 24 * HOUR_MS;
const TO = DAY + 24 * HOUR_MS;

let dir: string;
beforeEach(() => {
  dir = mkdtempSync(join(tmpdir(), "keyward-seeds-"));
});
afterEach(() => rmSync(dir, { recursive: true, force: true }));

test("what was used is found wherever it is, each admitted call once", async () => {
  const journal = openJournal(dir);
  const flusher = startFlusher(pool(), journal, { keepDays: 35 });
  const seeds = usageSeeds(pool, dir);
  const orgId = newId("org");
  const [key, other] = [newId("key"), newId("key")];
  const call = (over: object) =>
    journal.record(
      recordOf({ at: DAY + HOUR_MS, orgId, keyId: key, classId: "cls_a", bytesIn: 3, bytesOut: 7, ...over }),
    );
  try {
    for (let index = 0; index < 5; index += 1) call({});
    call({ classId: "cls_b" });
    call({ keyId: other });
    call({ code: "qps_exceeded", status: 429 });
    call({ code: "upstream_timeout", status: 504 });
    call({ at: DAY - 1 });
    const ofKey = { orgId, keyId: key, classId: null };
    const expected = [
      { classId: "cls_a", requests: 5, bytes: 50 },
      { classId: "cls_b", requests: 1, bytes: 10 },
    ];
    const sorted = async () => sumOf(await seeds.used(ofKey, DAY, TO));
    expect(await sorted()).toEqual(expected);
    await flusher.flush();
    expect(await sorted()).toEqual(expected);
    for (let index = 0; index < 4; index += 1) call({});
    expect((await sorted())[0]).toEqual({ classId: "cls_a", requests: 9, bytes: 90 });
    expect(sumOf(await seeds.used({ ...ofKey, classId: "cls_b" }, DAY, TO))).toEqual([expected[1]]);
    const ofOrg = sumOf(await seeds.used({ orgId, keyId: null, classId: null }, DAY, TO));
    expect(ofOrg.reduce((sum, { requests }) => sum + requests, 0)).toBe(11);
    expect(sumOf(await seeds.used(ofKey, DAY + 2 * HOUR_MS, TO))).toEqual([]);
    // While calls come and are counted, the sum never falls and never passes what was called.
    let called = 9;
    let seen = 9;
    for (let round = 0; round < 10; round += 1) {
      const flush = flusher.flush();
      call({});
      called += 1;
      const now = (await sorted())[0]?.requests ?? 0;
      await flush;
      expect(now).toBeGreaterThanOrEqual(seen);
      expect(now).toBeLessThanOrEqual(called);
      seen = now;
    }
  } finally {
    journal.close();
    await flusher.stop();
  }
});
