import { expect, test } from "vitest";
import type { SecretTraffic } from "@/lib/usage/rotation-schemas";
import { adviceFor } from "./advice";

const AT = "2026-03-02T12:00:00.000Z";

function secret(over: Partial<SecretTraffic> = {}): SecretTraffic {
  return {
    id: "sec_1",
    status: "current",
    lastUsedAt: AT,
    lastUsedIp: "192.0.2.1",
    requests: 10,
    refusedAsEnded: 0,
    lastMinutes: 0,
    refusedLately: 0,
    values: [],
    ...over,
  };
}

const caller = (ip: string) => ({ ip, country: "", agent: "", endpoints: [], lastAt: AT, isRefused: false });
const facts = (live: Partial<SecretTraffic>, old: Partial<SecretTraffic> | null, ips: string[] = []) => ({
  live: secret(live),
  old: old && secret({ status: "retiring", ...old }),
  callers: ips.map(caller),
  hasMoreCallers: false,
});

test("an unused new secret is said first, however quiet the old one is", () => {
  expect(adviceFor(facts({ lastUsedAt: null }, { requests: 0 }))).toMatchObject({ tone: "warn" });
});

test("an old secret in use is counted, and its callers' addresses once each", () => {
  const advice = adviceFor(facts({}, { lastMinutes: 1214 }, ["192.0.2.1", "192.0.2.1", "192.0.2.2"]));
  expect(advice?.title).toContain("1,214 calls");
  expect(advice?.words).toContain("from 2 addresses");
  expect(adviceFor(facts({}, { lastMinutes: 1 }, ["192.0.2.1"]))?.title).toContain("1 call in");
});

test("only a quiet old secret reads as safe to end, and rare callers are named", () => {
  expect(adviceFor(facts({}, {}))).toMatchObject({ tone: "ok" });
  expect(adviceFor(facts({}, { requests: 0 }))?.title).toContain("Nobody");
  expect(adviceFor(facts({}, {}))?.words).toContain("call rarely");
});

test("after the end, calls that are refused now are an alarm, former ones are not", () => {
  const ended = { status: "retired" as const, refusedAsEnded: 3 };
  expect(adviceFor(facts({}, { ...ended, lastMinutes: 3, refusedLately: 3 }))).toMatchObject({
    tone: "danger",
  });
  expect(adviceFor(facts({}, ended))).toMatchObject({ tone: "ok" });
  // Accepted shortly before the end.
  expect(adviceFor(facts({}, { ...ended, lastMinutes: 3 }))).toMatchObject({ tone: "ok" });
});

test("a key that was never rotated gets no advice", () => {
  expect(adviceFor(facts({}, null))).toBeNull();
});
