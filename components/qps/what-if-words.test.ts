import { expect, test } from "vitest";
import { demandOf } from "@/lib/qps/demand";
import { whatIf } from "@/lib/qps/what-if";
import { lowestWithoutRefusal, spanWords, whatIfSentence } from "./what-if-words";

const demand = demandOf([0, 12, 12, 31, 3, 0, 14, 0], 1_800_000_000);
const sentence = (now: number, then: number) => whatIfSentence(whatIf(demand, now), whatIf(demand, then));

test("a sentence says what another limit would have done, upwards, downwards and not at all", () => {
  expect(sentence(10, 25)).toMatch(/^25 QPS would have cut \d+ refused calls to \d+\.$/);
  expect(sentence(10, 40)).toMatch(/^40 QPS would have let through all \d+ calls that 10 QPS refuses\.$/);
  expect(sentence(40, 10)).toMatch(/^10 QPS would have refused \d+ calls that 40 QPS lets through\.$/);
  expect(sentence(14, 5)).toMatch(/^5 QPS would have refused \d+ calls instead of \d+\.$/);
  expect(sentence(50, 60)).toBe("60 QPS would have refused nothing, as 50 did.");
  expect(sentence(50, 50)).toBe("50 QPS is what holds now.");
});

test("the lowest limit that refuses nothing is found: one less would have refused a call", () => {
  const enough = lowestWithoutRefusal(demand) ?? 0;
  expect(whatIf(demand, enough).breaches).toBe(0);
  expect(whatIf(demand, enough - 1).breaches).toBeGreaterThan(0);
  expect(lowestWithoutRefusal(demandOf([0, 0], 0))).toBeNull();
});

test("a span is told in hours, and in days from two days on", () => {
  expect(spanWords({ from: 0, to: 1_800 })).toBe("hour");
  expect(spanWords({ from: 0, to: 36 * 3_600 })).toBe("36 hours");
  expect(spanWords({ from: 0, to: 14 * 86_400 })).toBe("14 days");
});
