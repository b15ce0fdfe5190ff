import { beforeEach, expect, test } from "vitest";
import { pool } from "@/lib/db/pool";
import type { UsageRecord } from "@/lib/edge/ports";
import type { OrgContext } from "@/lib/orgs/context";
import { NOW } from "@/test/clock";
import { ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, type TestKey } from "@/test/factories";
import { hoursLater, rotateFor } from "@/test/rotations";
import { addRecords } from "./add-records";
import { rotationReport } from "./rotation-report";
import { RotationReport } from "./rotation-schemas";
import { recordOf } from "./testing/record";

const HOUR_MS = 3_600_000;
const QUERY = { range: "rotation" as const, timeZone: "UTC" };

let owner: OrgContext;
let viewer: OrgContext;
let key: TestKey;
let newId: string;

beforeEach(async () => {
  const org = await makeOrg();
  owner = await ownerCtx(org);
  viewer = hoursLater(await viewerCtx(org), 1);
  key = await makeKey({ org });
  newId = (await rotateFor(owner, key, { hours: 24 })).secretId;
});

async function count(...records: Partial<UsageRecord>[]): Promise<void> {
  const client = await pool().connect();
  try {
    await client.query("BEGIN");
    const of = { orgId: key.orgId, keyId: key.id };
    await addRecords(
      client,
      records.map((record) => recordOf({ ...of, at: NOW.getTime() + HOUR_MS - 1000, ...record })),
    );
    await client.query("COMMIT");
  } finally {
    client.release();
  }
}

test("both secrets are counted apart, bucket by bucket, and the buckets add up to the totals", async () => {
  await count(
    { secretId: key.secretId, at: NOW.getTime() + 60_000 },
    { secretId: key.secretId },
    { secretId: newId },
    { secretId: newId },
    { secretId: newId, status: 429, code: "qps_exceeded" },
  );
  const report = RotationReport.parse(await rotationReport(viewer, key.id, QUERY));
  expect(report.since).toBe(NOW.toISOString());
  expect(report.live).toMatchObject({ id: newId, requests: 3, refusedAsEnded: 0, lastMinutes: 3 });
  expect(report.old).toMatchObject({ id: key.secretId, requests: 2, refusedAsEnded: 0, lastMinutes: 1 });
  for (const secret of [report.live, report.old])
    expect(secret?.values.reduce((sum, value) => sum + value)).toBe(secret?.requests);
  expect(report.starts).toHaveLength(report.live.values.length);
});

test("who still sends the old secret is told with address, user agent, endpoints and last call, the last caller first", async () => {
  const server = { secretId: key.secretId, ip: "198.51.100.7", agent: "curl", country: "NL" };
  await count(
    { ...server, endpoint: "/map/{rest+}", at: NOW.getTime() + 60_000 },
    { ...server, endpoint: "/search/{rest+}", at: NOW.getTime() + 180_000 },
    { secretId: key.secretId, ip: "203.0.113.9", agent: "python-requests", at: NOW.getTime() + 120_000 },
    { secretId: newId, ip: "192.0.2.99", agent: "curl" },
  );
  const { callers, hasMoreCallers } = await rotationReport(viewer, key.id, QUERY);
  expect(callers).toEqual([
    {
      ip: "198.51.100.7",
      country: "NL",
      agent: "curl",
      endpoints: ["/search/{rest+}", "/map/{rest+}"],
      lastAt: new Date(NOW.getTime() + 180_000).toISOString(),
      isRefused: false,
    },
    expect.objectContaining({ ip: "203.0.113.9", agent: "python-requests" }),
  ]);
  expect(hasMoreCallers).toBe(false);
});

test("one call with the old secret is seen among many with the new one", async () => {
  const many = Array.from({ length: 500 }, () => ({ secretId: newId, ip: "192.0.2.50" }));
  await count(...many, { secretId: key.secretId, ip: "198.51.100.7" });
  await count(...many);
  const { callers } = await rotationReport(viewer, key.id, QUERY);
  expect(callers.map(({ ip }) => ip)).toEqual(["198.51.100.7"]);
});

test("calls that the ended secret was refused for are counted apart", async () => {
  const refused = { secretId: key.secretId, status: 401, code: "key_retired", ip: "198.51.100.7" };
  await count({ secretId: key.secretId, at: NOW.getTime() + 60_000 }, refused, refused);
  const { old, callers } = await rotationReport(viewer, key.id, QUERY);
  expect(old).toMatchObject({ requests: 1, refusedAsEnded: 2, lastMinutes: 2, refusedLately: 2 });
  expect(callers[0]).toMatchObject({ ip: "198.51.100.7", isRefused: true });
});

test("a key that was never rotated has one secret and nobody who uses another", async () => {
  const other = await makeKey({ org: owner.org });
  const report = await rotationReport(viewer, other.id, { ...QUERY, range: "hour" });
  expect(report).toMatchObject({ live: { id: other.secretId }, old: null, callers: [] });
  expect(report.starts).toHaveLength(60);
});

test("another organization's key is not found", async () => {
  const stranger = await ownerCtx(await makeOrg());
  await expect(rotationReport(stranger, key.id, QUERY)).rejects.toMatchObject({ code: "not_found" });
});
