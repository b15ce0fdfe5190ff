import { beforeAll, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { ownerCtx, viewerCtx } from "@/test/contexts";
import { makeKey, makeOrg, makeProduct, type TestKey, type TestOrg } from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { blastRadius } from "./blast-radius";
import { BlastQuery } from "./blast-radius-schemas";
import { exportBlastRadius } from "./export-blast-radius";

const HOUR_MS = 3_600_000;
let org: TestOrg;
let key: TestKey;
let now: Date;
let since: Date;

beforeAll(async () => {
  org = await makeOrg();
  const product = await makeProduct();
  key = await makeKey({ org, products: [product] });
  // Two minutes past four hours after the leak, which was two minutes past an hour.
  now = new Date((await ownerCtx(org)).now.getTime() + 2 * 60_000);
  since = new Date(now.getTime() - 4 * HOUR_MS);
  await db.org.update({ where: { id: org.id }, data: { createdAt: at(-100 * 24) }, select: { id: true } });
  await db.usageMinute.createMany({
    data: [
      // Before the leak, within its hour.
      { minute: new Date(since.getTime() - 60_000), requests: 5n, status: 200 },
      { minute: since, requests: 30n, status: 200 },
      { minute: new Date(now.getTime() - 60_000), requests: 4n, status: 403, code: "ip_not_allowed" },
    ].map((row) => ({
      code: "",
      bytesIn: 1n,
      bytesOut: 10n,
      ...row,
      orgId: org.id,
      keyId: key.id,
      secretId: key.secretId,
      productId: product.id,
      classId: product.classId,
    })),
  });
  const top = (hours: number, dimension: string, value: string, requests: bigint, unsure = 0n) => ({
    hour: at(hours),
    orgId: org.id,
    keyId: key.id,
    dimension,
    value,
    requests,
    unsure,
  });
  await db.usageTop.createMany({
    data: [
      top(-48, "ip", "192.0.2.1", 100n),
      top(-48, "agent", "curl", 100n, 3n),
      top(0, "ip", "192.0.2.1", 30n),
      top(3, "ip", "203.0.113.9", 4n),
      top(4, "ip", "203.0.113.9", 2n, 1n),
      top(0, "country", "PT", 30n),
      top(3, "country", "KP", 7n),
      top(3, "agent", "=HYPERLINK(1)", 7n),
      top(0, "endpoint", "/tiles/{z}", 37n),
    ],
  });
  await db.usageTopDay.create({
    data: {
      start: at(-60 * 24 - 12),
      orgId: org.id,
      keyId: key.id,
      dimension: "country",
      value: "PT",
      requests: 9n,
      unsure: 0n,
    },
  });
});

/** So many hours after the start of the hour of the leak. */
function at(hours: number): Date {
  return new Date(Math.floor(since.getTime() / HOUR_MS) * HOUR_MS + hours * HOUR_MS);
}

async function report(over: object = {}) {
  const ctx = { ...(await viewerCtx(org)), now };
  return blastRadius(ctx, BlastQuery.parse({ keyId: key.id, since: since.toISOString(), ...over }));
}

test("every call since the leak is counted, and each caller is known or new", async () => {
  const { totals, secrets, callers, callersFrom } = await report();
  expect(totals).toMatchObject({ requests: 34, clientErrors: 4, bytesOut: 20 });
  expect(secrets).toMatchObject([{ id: key.secretId, requests: 34, refused: 4 }]);
  expect(callersFrom).toBe(at(0).toISOString());
  expect(callers.values.filter(({ dimension }) => dimension === "ip")).toEqual([
    { ...told("ip", "192.0.2.1", 30, true), firstHour: at(0).toISOString(), lastHour: at(0).toISOString() },
    { ...told("ip", "203.0.113.9", 6, false), firstHour: at(3).toISOString(), lastHour: at(4).toISOString() },
  ]);
  // Seen only as days of two months ago are kept.
  expect(callers.values.filter(({ dimension }) => dimension === "country")).toMatchObject([
    told("country", "PT", 30, true),
    told("country", "KP", 7, false),
  ]);
  expect(callers.untold).toMatchObject({ ip: 1, country: 0 });
  expect(callers.isPastWhole).toMatchObject({ ip: true, agent: false });
});

function told(dimension: string, value: string, requests: number, wasSeenBefore: boolean) {
  return { dimension, value, requests, wasSeenBefore };
}

test("without a time it is the first report of the leak, and a day where there is none", async () => {
  expect(await report({ since: null })).toMatchObject({ basis: "last_day" });
  const leakedAt = new Date(now.getTime() - 3 * HOUR_MS);
  await db.secret.update({ where: { id: key.secretId }, data: { leakedAt }, select: { id: true } });
  const since = new Date(Math.floor(leakedAt.getTime() / 60_000) * 60_000).toISOString();
  expect(await report({ since: null })).toMatchObject({
    basis: "reported",
    since,
    leakedSecretIds: [key.secretId],
  });
});

test("a time that is yet to come or too long ago is refused at its field", async () => {
  for (const hours of [-24 * 31, 24]) {
    const wrong = new Date(now.getTime() + hours * HOUR_MS).toISOString();
    await expect(report({ since: wrong })).rejects.toMatchObject({
      code: "invalid_input",
      fields: { since: [expect.stringContaining("30 days")] },
    });
  }
});

test("the file has every caller, adds up to all calls, and no cell is a formula", async () => {
  const ctx = { ...(await viewerCtx(org)), now };
  const query = BlastQuery.parse({ keyId: key.id, since: since.toISOString() });
  let file = "";
  for await (const part of await exportBlastRadius(ctx, query)) file += part;
  const lines = file.trimEnd().split("\r\n");
  expect(lines[0]).toBe("dimension,value,seen_before,requests_at_least,first_hour,last_hour");
  expect(lines).toContain(`ip,203.0.113.9,no,6,${at(3).toISOString()},${at(4).toISOString()}`);
  expect(lines).toContain("ip,(not told apart),,1,,");
  const sum = lines
    .filter((line) => line.startsWith("ip,"))
    .reduce((total, line) => total + Number(line.split(",")[3]), 0);
  expect(sum).toBe(37);
  expect(lines.find((line) => line.startsWith("agent"))).toMatch(/^agent,"?'=HYPERLINK/);
});

test("a key of another organization is unknown, and one in the trash is told of", async () => {
  const other = { ...(await ownerCtx(await makeOrg())), now };
  expect(await outcomeOf(blastRadius(other, BlastQuery.parse({ keyId: key.id })))).toBe("not_found");
  const gone = await makeKey({ org, state: "deleted" });
  expect(await report({ keyId: gone.id })).toMatchObject({ isInTrash: true, totals: { requests: 0 } });
});
