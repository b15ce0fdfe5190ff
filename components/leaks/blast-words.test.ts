import { expect, test } from "vitest";
import type { BlastDimension } from "@/lib/leaks/blast-radius-schemas";
import type { CallersSince } from "@/lib/leaks/callers-since";
import { splitOf, strangersSentence } from "./blast-words";

const HOUR = "2026-03-01T14:00:00.000Z";
const all = <T>(value: T) => ({ ip: value, network: value, country: value, agent: value, endpoint: value });
const caller = (dimension: BlastDimension, value: string, requests: number, wasSeenBefore: boolean) => ({
  dimension,
  value,
  requests,
  wasSeenBefore,
  firstHour: HOUR,
  lastHour: HOUR,
});
const CALLERS: CallersSince = {
  values: [
    caller("ip", "192.0.2.1", 30, true),
    caller("ip", "198.51.100.9", 4, false),
    caller("ip", "198.51.100.8", 1, false),
    caller("country", "PT", 36, true),
    caller("agent", "curl", 5, false),
  ],
  untold: { ...all(0), ip: 1 },
  isPastWhole: { ...all(true), ip: false },
};

test("new callers, known ones and those not told apart add up to all calls", () => {
  expect(splitOf(CALLERS, "ip")).toMatchObject({
    freshCalls: 5,
    knownCalls: 30,
    untold: 1,
    isPastWhole: false,
  });
  expect(splitOf(CALLERS, "country")).toMatchObject({ fresh: [], knownCalls: 36 });
});

test("what is new is said in one line, and nothing is said where nothing is", () => {
  expect(strangersSentence(CALLERS)).toBe("2 new addresses, 1 new user agent");
  const known = CALLERS.values.map((one) => ({ ...one, wasSeenBefore: true }));
  expect(strangersSentence({ ...CALLERS, values: known })).toBeNull();
});
