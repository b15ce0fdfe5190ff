import fc from "fast-check";
import { expect, test } from "vitest";
import { QUOTA_STAGES, quotaStage } from "./quota-stage";

test("the stage is the highest one that is reached and told, never one beyond what is used", () => {
  fc.assert(
    fc.property(
      fc.nat(2_000),
      fc.integer({ min: 1, max: 1_000 }),
      fc.integer({ min: 50, max: 100 }),
      (used, quota, from) => {
        const stage = quotaStage(used, quota, from);
        const reached = QUOTA_STAGES.filter((one) => one >= from && used >= (one / 100) * quota);
        expect(stage).toBe(reached.at(-1) ?? null);
      },
    ),
    { seed: 7 },
  );
});

test("a quota of nothing has no stages", () => {
  expect(quotaStage(5, 0, 50)).toBeNull();
});
