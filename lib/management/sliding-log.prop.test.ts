import fc from "fast-check";
import { expect, test } from "vitest";
import { SlidingLog } from "./sliding-log";

const POLICY = { limit: 5, windowMs: 1000 };

test("admits exactly what a log of admitted times admits, and says truly what is left and when", () => {
  fc.assert(
    fc.property(fc.array(fc.nat(700), { maxLength: 60 }), (pauses) => {
      const log = new SlidingLog(POLICY);
      const admitted: number[] = [];
      let now = 0;
      for (const pause of pauses) {
        now += pause;
        const inWindow = admitted.filter((at) => at > now - POLICY.windowMs);
        const held = log.take("a", now);
        expect(held.isAdmitted).toBe(inWindow.length < POLICY.limit);
        if (held.isAdmitted) admitted.push(now);
        else expect(log.look("a", now + held.resetSeconds * 1000).isAdmitted).toBe(true);
        expect(held.remaining).toBe(
          POLICY.limit - admitted.filter((at) => at > now - POLICY.windowMs).length,
        );
      }
    }),
  );
});

test("one who is over the limit takes nothing from another", () => {
  const log = new SlidingLog(POLICY);
  for (let at = 0; at < 20; at += 1) log.take("a", at);
  expect(log.take("a", 20).isAdmitted).toBe(false);
  expect(log.take("b", 20)).toMatchObject({ isAdmitted: true, remaining: 4 });
});
