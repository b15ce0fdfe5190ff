import { beforeEach, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { DAY_MS, MINUTE_MS } from "@/lib/usage/units";
import { NOW } from "@/test/clock";
import { makeKey, makeMember, makeOrg, type TestKey, type TestOrg, type TestUser } from "@/test/factories";
import { markImported } from "./imported";
import { countMinutes, firstAccepted, minutesBefore } from "./testing/usage-rows";
import { watchMinutes } from "./watch-minutes";

const END = NOW.getTime();
/** When the minutes before `END` are judged. */
const JUDGED = new Date(END + 10_000);
const later = (minutes: number) => new Date(JUDGED.getTime() + minutes * MINUTE_MS);

let org: TestOrg;
let owner: TestUser;
let key: TestKey;

/** A key of its own that makes ten calls a minute, and did so at this time of the last four weeks. */
beforeEach(async () => {
  org ??= await makeOrg();
  owner ??= await makeMember(org, "owner");
  key = await makeKey({ org, createdBy: owner, name: "Web" });
  await firstAccepted(key, new Date(END - 40 * DAY_MS));
  for (const week of [1, 2, 3, 4]) {
    await countMinutes(key, minutesBefore(END - 7 * week * DAY_MS + 40 * MINUTE_MS, 90), 10);
  }
  await db.alertWatch.deleteMany();
});

const setDisabled = (disabledAt: Date | null) =>
  db.key.update({
    where: { id: key.id },
    data: { disabledAt, disabledBy: disabledAt && "customer" },
    select: { id: true },
  });
const usually = () => countMinutes(key, minutesBefore(END - 5 * MINUTE_MS, 40), 10);
const alerts = () =>
  db.alert.findMany({
    where: { keyId: key.id },
    select: { kind: true, data: true, endedAt: true },
    orderBy: { kind: "asc" },
  });
const kinds = async () => (await alerts()).map(({ kind }) => kind);

test("many more calls than at this time of other weeks are one alert and one notice each, however many watch at once", async () => {
  await usually();
  await countMinutes(key, minutesBefore(END, 5), 40);
  const raised = await Promise.all([1, 2, 3, 4].map(() => watchMinutes(JUDGED)));
  expect(raised.reduce((sum, count) => sum + count)).toBe(1);
  expect(await alerts()).toEqual([
    { kind: "spike", data: { calls: 200, usual: 50, most: 50 }, endedAt: null },
  ]);
  await watchMinutes(later(1));
  expect(await kinds()).toEqual(["spike"]);
  const notices = await db.notice.findMany({
    where: { userId: owner.id, subject: key.id },
    select: { kind: true },
  });
  expect(notices).toEqual([{ kind: "alert.spike" }]);
});

test("a spike is over when the calls are as usual, and goes on as the same alert when it comes back", async () => {
  await usually();
  await countMinutes(key, minutesBefore(END, 5), 40);
  await watchMinutes(JUDGED);
  await countMinutes(key, minutesBefore(END + 45 * MINUTE_MS, 45), 10);
  await watchMinutes(later(45));
  expect((await alerts()).map(({ endedAt }) => endedAt)).toEqual([later(45)]);
  await countMinutes(key, minutesBefore(END + 50 * MINUTE_MS, 5), 40);
  for (const week of [1, 2, 3, 4]) {
    await countMinutes(key, minutesBefore(END - 7 * week * DAY_MS + 90 * MINUTE_MS, 50), 10);
  }
  expect(await watchMinutes(later(50))).toBe(0);
  expect((await alerts()).map(({ endedAt }) => endedAt)).toEqual([null]);
});

test("the same calls are no alert where the rule is off, asks for more, or the key is disabled, suspended with its org or new", async () => {
  await usually();
  await countMinutes(key, minutesBefore(END, 5), 40);
  const rule = { id: "alr_1", orgId: org.id, keyId: key.id, kind: "spike" };
  await db.alertRule.create({ data: { ...rule, isOn: false } });
  await watchMinutes(JUDGED);
  await db.alertRule.update({ where: { id: rule.id }, data: { isOn: true, terms: { value: 5 } } });
  await db.alertWatch.deleteMany();
  await watchMinutes(JUDGED);
  await db.alertRule.delete({ where: { id: rule.id } });
  await setDisabled(NOW);
  await db.alertWatch.deleteMany();
  await watchMinutes(JUDGED);
  await setDisabled(null);
  await db.org.update({ where: { id: org.id }, data: { suspendedAt: NOW }, select: { id: true } });
  await db.alertWatch.deleteMany();
  await watchMinutes(JUDGED);
  await db.org.update({ where: { id: org.id }, data: { suspendedAt: null }, select: { id: true } });
  await db.secretLastUsed.updateMany({
    where: { keyId: key.id },
    data: { firstAt: new Date(END - 13 * DAY_MS), at: NOW },
  });
  await db.alertWatch.deleteMany();
  await watchMinutes(JUDGED);
  expect(await kinds()).toEqual([]);
});

test("errors in place of answers are told, and refusals for QPS are told as such", async () => {
  await usually();
  await countMinutes(key, minutesBefore(END, 5), 10, { status: 502, code: "upstream_unreachable" });
  await countMinutes(key, minutesBefore(END, 12), 4, { status: 429, code: "qps_exceeded" });
  await watchMinutes(JUDGED);
  expect(await kinds()).toEqual(["error_rate", "qps_breaches"]);
});

test("silence is told where the watch was there before and everything is counted, and ends with the next call", async () => {
  await countMinutes(key, minutesBefore(END - 3 * MINUTE_MS, 40), 10);
  await watchMinutes(JUDGED);
  expect(await kinds()).toEqual([]);
  await db.alertWatch.updateMany({ data: { until: new Date(END - MINUTE_MS) } });
  await db.edgeInstance.create({
    data: {
      id: "ins_behind",
      host: "a",
      kind: "edge",
      version: "1",
      owner: {},
      startedAt: NOW,
      seenAt: new Date(END - 60_000),
    },
    select: { id: true },
  });
  await watchMinutes(JUDGED);
  expect(await kinds()).toEqual([]);
  await db.edgeInstance.delete({ where: { id: "ins_behind" }, select: { id: true } });
  await db.alertWatch.updateMany({ data: { until: new Date(END - MINUTE_MS) } });
  await watchMinutes(JUDGED);
  expect(await kinds()).toEqual(["silence"]);
  await countMinutes(key, [END + 5 * MINUTE_MS], 1);
  await watchMinutes(later(6));
  expect((await alerts())[0]?.endedAt).toEqual(later(6));
});

test("where calls stop because their import ended no key fell silent; one that was called since then did", async () => {
  await countMinutes(key, minutesBefore(END - 3 * MINUTE_MS, 40), 10);
  for (const [importedTo, expected] of [
    [END - 3 * MINUTE_MS, []],
    [END - 6 * MINUTE_MS, []],
    [END - 30 * MINUTE_MS, ["silence"]],
  ] as const) {
    await markImported(new Date(importedTo));
    await db.alertWatch.deleteMany();
    await watchMinutes(new Date(JUDGED.getTime() - MINUTE_MS));
    await watchMinutes(JUDGED);
    expect(await kinds()).toEqual(expected);
  }
  await markImported(new Date(0));
});

test("an alert and its notice are written together or not at all, and made up for by the next look", async () => {
  await usually();
  await countMinutes(key, minutesBefore(END, 5), 40);
  await db.$executeRaw`ALTER TABLE notice ADD CONSTRAINT no_spikes CHECK (kind <> 'alert.spike') NOT VALID`;
  await expect(watchMinutes(JUDGED)).rejects.toThrow();
  expect(await kinds()).toEqual([]);
  await db.$executeRaw`ALTER TABLE notice DROP CONSTRAINT no_spikes`;
  expect(await watchMinutes(JUDGED)).toBe(1);
  expect(await kinds()).toEqual(["spike"]);
});
