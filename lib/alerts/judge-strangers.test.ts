import { expect, test } from "vitest";
import { NOW } from "@/test/clock";
import { judgeStrangers } from "./judge-strangers";
import type { AlertKindName } from "./kinds";
import { CALLERS_LEARNED_MS, type CallerDimension, type Known, REMEMBERED } from "./newcomers";
import type { Stranger } from "./read-callers";
import { usualRule } from "./rules";

const key = { id: "key_a", orgId: "org_a", name: "Web", createdById: "usr_a" };
const stranger = (dimension: CallerDimension, value: string): Stranger => ({
  orgId: key.orgId,
  keyId: key.id,
  dimension,
  value,
  calls: 3,
});
const settled: Known = { count: 2, sinceMs: NOW.getTime() - CALLERS_LEARNED_MS, newcomers: [] };
const knownAs = (known: Known) =>
  new Map(["country", "network", "agent", "endpoint"].map((dimension) => [`${key.id} ${dimension}`, known]));
const judge = (strangers: Stranger[], over: Partial<Parameters<typeof judgeStrangers>[0]> = {}) =>
  judgeStrangers({
    key,
    strangers,
    known: knownAs(settled),
    learned: new Set(),
    ruleOf: (_org, _key, kind: AlertKindName) => usualRule(kind),
    now: NOW,
    ...over,
  });

test("what comes together is one caller, told once by what says most of it", () => {
  const all = [stranger("agent", "curl"), stranger("country", "NO"), stranger("network", "192.0.2.0/24")];
  const { remember, alerts } = judge(all);
  expect(remember).toEqual(all);
  expect(alerts.map(({ kind, data }) => [kind, data])).toEqual([
    ["new_country", { value: "NO", calls: 3, also: ["curl", "192.0.2.0/24"] }],
  ]);
});

test("what somebody said is theirs is no stranger to another key, and is remembered", () => {
  const learned = new Set(["org_a network 192.0.2.0/24"]);
  const { remember, alerts } = judge([stranger("network", "192.0.2.0/24")], { learned });
  expect([remember.length, alerts]).toEqual([1, []]);
});

test("a key that does not work, a rule that is off and a key that is learned yet raise nothing, and all is remembered", () => {
  const one = [stranger("country", "NO")];
  const young = { ...settled, sinceMs: NOW.getTime() - 1_000 };
  for (const over of [
    { key: null },
    { ruleOf: () => ({ isOn: false, value: 8 }) },
    { known: knownAs(young) },
    { known: new Map() },
  ]) {
    const { remember, alerts } = judge(one, over);
    expect([remember.length, alerts]).toEqual([1, []]);
  }
});

test("four endpoints within an hour that were never called are a scan, three are not", () => {
  const scanned = ["/a", "/b", "/c"].map((path) => stranger("endpoint", path));
  expect(judge(scanned).alerts).toEqual([]);
  const newcomers = [{ value: "/d", ms: NOW.getTime() - 3_599_999 }];
  const { alerts } = judge(scanned, { known: knownAs({ ...settled, newcomers }) });
  expect(alerts.map(({ kind, data }) => [kind, data])).toEqual([
    ["endpoint_scan", { endpoints: ["/d", "/a", "/b", "/c"], calls: 9 }],
  ]);
  const long = [{ value: "/d", ms: NOW.getTime() - 3_600_000 }];
  expect(judge(scanned, { known: knownAs({ ...settled, newcomers: long }) }).alerts).toEqual([]);
});

test("no key is remembered by more values than there is room for", () => {
  const full = { ...settled, count: REMEMBERED.network - 1 };
  const all = [stranger("network", "192.0.2.0/24"), stranger("network", "198.51.100.0/24")];
  expect(judge(all, { known: knownAs(full) }).remember).toHaveLength(1);
});
