import { expect, test } from "vitest";
import type { KeyTraffic, Seen } from "@/lib/keys/suggestions/schemas";
import { impactOf } from "./impact";
import { suggestionsFor } from "./suggest";

const seen = (counts: Record<string, number>): Seen[] =>
  Object.entries(counts).map(([value, calls]) => ({ value, calls }));
const whole = (counts: Record<string, number>) => ({
  calls: Object.values(counts).reduce((all, one) => all + one, 0),
  seen: seen(counts),
});
/** Monday 2026-11-16, 00:00 UTC. */
const MONDAY = 1_794_787_200_000;

const TRAFFIC: KeyTraffic = {
  referrer: whole({ "shop.example.com": 60, "evil.example": 30, "": 10 }),
  ip: { calls: 120, seen: seen({ "192.0.2.1": 40, "192.0.2.2": 30, "192.0.2.3": 20, "2001:db8::1": 10 }) },
  networks: seen({ "192.0.2.0/24": 90, "2001:db8::/48": 10 }),
  agent: whole({ curl: 50, Chrome: 30, FleetApp: 15, Other: 5 }),
  country: whole({ DE: 70, US: 20, "": 10 }),
  quarters: [
    { startMs: MONDAY + 9 * 3_600_000, calls: 80 },
    { startMs: MONDAY + 20 * 3_600_000, calls: 20 },
  ],
  observed: { domain: 0, ip: 0, user_agent: 0, country: 0, hours: 0 },
};

test("a restriction is held against the calls as the edge would have judged them", () => {
  const allow = ["shop.example.com"];
  expect(impactOf("domain", { allow }, TRAFFIC)).toEqual({ refused: 40, calls: 100, estimate: null });
  expect(impactOf("domain", { allow, allowMissing: true }, TRAFFIC)?.refused).toBe(30);
  expect(impactOf("domain", { allow: ["*.example.com"] }, TRAFFIC)?.refused).toBe(40);
  expect(impactOf("country", { allow: ["DE"] }, TRAFFIC)).toMatchObject({ refused: 30, estimate: null });
  expect(impactOf("country", { deny: ["US"] }, TRAFFIC)?.refused).toBe(20);
  const windows = [{ days: ["mon"], from: "09:00", to: "18:00" }];
  expect(impactOf("hours", { zone: "UTC", windows }, TRAFFIC)).toEqual({
    refused: 20,
    calls: 100,
    estimate: null,
  });
  expect(impactOf("hours", { zone: "America/New_York", windows }, TRAFFIC)?.refused).toBe(80);
});

test("a number that is not exact says why", () => {
  expect(impactOf("ip", { allow: ["192.0.2.0/31"] }, TRAFFIC)).toEqual({
    refused: 60,
    calls: 120,
    estimate: expect.stringContaining("most frequent"),
  });
  expect(impactOf("domain", { allow: ["shop.example.com:8443"] }, TRAFFIC)).toMatchObject({
    refused: 40,
    estimate: expect.stringContaining("Ports"),
  });
  expect(impactOf("userAgent", { allow: ["curl/*", "fleetapp/*"] }, TRAFFIC)).toMatchObject({
    refused: 30,
    estimate: expect.stringContaining("example"),
  });
  const windows = [{ days: ["mon"], from: "09:05", to: "18:00" }];
  expect(impactOf("hours", { zone: "UTC", windows }, TRAFFIC)?.estimate).toContain("quarter");
});

test("what is not right yet is held against nothing", () => {
  expect(impactOf("domain", { allow: [] }, TRAFFIC)).toBeNull();
  expect(impactOf("ip", { allow: ["nonsense"] }, TRAFFIC)).toBeNull();
});

test("what called the key and is not allowed yet is suggested, the most frequent first", () => {
  const entries = (name: Parameters<typeof suggestionsFor>[0], allow: string[]) =>
    suggestionsFor(name, allow, TRAFFIC).map(({ entry }) => entry);
  expect(entries("domain", [])).toEqual(["shop.example.com", "evil.example", ""]);
  expect(entries("domain", ["*.example.com"])).toEqual(["evil.example", ""]);
  expect(entries("ip", [])).toEqual(["192.0.2.0/24", "2001:db8::1"]);
  expect(entries("ip", ["192.0.2.0/24"])).toEqual(["2001:db8::1"]);
  expect(entries("userAgent", ["CURL/*"])).toEqual(["FleetApp/*"]);
  expect(entries("country", ["DE"])).toEqual(["US"]);
  expect(entries("hours", [])).toEqual([]);
});

test("allowing everything suggested leaves nothing of it refused", () => {
  const allow = suggestionsFor("ip", [], TRAFFIC).map(({ entry }) => entry);
  expect(impactOf("ip", { allow }, TRAFFIC)?.refused).toBe(0);
});
