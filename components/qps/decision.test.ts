import { expect, test } from "vitest";
import { decisionLabel, isSameDecision, startOf } from "./decision";

const ASKED = { qps: 25, from: "2026-03-03T09:00:00.000Z", until: null };

test("the button says what it grants", () => {
  expect(decisionLabel(ASKED, ASKED, false)).toBe("Approve 25 QPS in full");
  expect(decisionLabel({ ...ASKED, qps: 20 }, ASKED, false)).toBe("Approve 20 QPS in part");
  expect(decisionLabel({ ...ASKED, until: ASKED.from }, ASKED, false)).toBe(
    "Approve 25 QPS with other dates",
  );
  expect(decisionLabel({ ...ASKED, qps: 1_200 }, ASKED, true)).toBe(
    "Give first approval for 1,200 QPS in part",
  );
  expect(decisionLabel(null, ASKED, false)).toBe("Approve");
});

test("seconds, which no field shows, make no other decision", () => {
  expect(isSameDecision(ASKED, { ...ASKED, from: "2026-03-03T09:00:59.000Z" })).toBe(true);
  expect(isSameDecision(ASKED, { ...ASKED, from: "2026-03-03T09:01:00.000Z" })).toBe(false);
  expect(isSameDecision(ASKED, { ...ASKED, from: null })).toBe(false);
});

test("a wish whose beginning has passed is granted at once", () => {
  expect(startOf(ASKED, Date.parse("2026-03-02T00:00:00Z"))).toEqual(ASKED);
  expect(startOf(ASKED, Date.parse("2026-03-04T00:00:00Z")).from).toBeNull();
});
