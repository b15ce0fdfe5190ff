import { mkdtempSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import type { UsageRecord } from "@/lib/edge/ports";
import { countBatch } from "@/lib/usage/count";
import { openJournal } from "@/lib/usage/journal";
import { recordOf } from "@/lib/usage/testing/record";
import { NOW } from "@/test/clock";
import { viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg } from "@/test/factories";
import { keyTraffic } from "./traffic";

const hour = Math.floor(NOW.getTime() / 3_600_000) * 3_600_000;
const DAY_MS = 86_400_000;

/** The records on the way that every call takes: journal, rollups. */
async function count(records: readonly UsageRecord[]): Promise<void> {
  const dir = mkdtempSync(join(tmpdir(), "keyward-traffic-"));
  const journal = openJournal(dir);
  for (const record of records) journal.record(record);
  journal.close();
  for (const name of readdirSync(dir).filter((file) => file.endsWith(".journal"))) {
    const file = { path: join(dir, name), isFinished: true, keepDays: 35, nowMs: hour + DAY_MS };
    while (!(await countBatch(pool(), file)).isGone);
  }
  rmSync(dir, { recursive: true, force: true });
}

test("a key's calls of seven days are told by value and by time, and nobody else's", async () => {
  const org = await makeOrg();
  const [key, other] = [await makeKey({ org }), await makeKey({ org })];
  const call = { orgId: org.id, keyId: key.id };
  await count([
    recordOf({
      ...call,
      at: hour,
      ip: "192.0.2.1",
      referrer: "shop.example.com",
      country: "DE",
      agent: "curl",
    }),
    recordOf({ ...call, at: hour + 900_000, ip: "192.0.2.1", observed: ["domain", "hours"] }),
    recordOf({
      ...call,
      at: hour - DAY_MS,
      ip: "192.0.2.9",
      observed: ["domain"],
      status: 429,
      code: "qps_exceeded",
    }),
    recordOf({ ...call, at: hour - 8 * DAY_MS, ip: "198.51.100.1" }),
    recordOf({ ...call, keyId: other.id, at: hour, ip: "203.0.113.1" }),
  ]);
  const traffic = await keyTraffic(await viewerCtx(org), key.id);
  expect(traffic.ip).toEqual({
    calls: 3,
    seen: [
      { value: "192.0.2.1", calls: 2 },
      { value: "192.0.2.9", calls: 1 },
    ],
  });
  expect(traffic.networks).toEqual([{ value: "192.0.2.0/24", calls: 3 }]);
  expect(traffic.referrer).toEqual({
    calls: 3,
    seen: [
      { value: "", calls: 2 },
      { value: "shop.example.com", calls: 1 },
    ],
  });
  expect(traffic.quarters).toEqual([
    { startMs: hour - DAY_MS, calls: 1 },
    { startMs: hour, calls: 1 },
    { startMs: hour + 900_000, calls: 1 },
  ]);
  expect(traffic.observed).toEqual({ domain: 2, ip: 0, user_agent: 0, country: 0, hours: 1 });
});

test("another organization's key was never called, as far as this one can see", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org });
  await count([recordOf({ orgId: org.id, keyId: key.id, at: hour })]);
  const traffic = await keyTraffic(await viewerCtx(await makeOrg()), key.id);
  expect(traffic).toMatchObject({ ip: { calls: 0, seen: [] }, quarters: [] });
});
