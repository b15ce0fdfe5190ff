import fc from "fast-check";
import { expect, test } from "vitest";
import { ADDRESSES_MAX } from "@/lib/leaks/terms";
import { decide, type LeakFacts } from "./decide";
import { LEAK_RESPONSES } from "./schemas";

const facts: fc.Arbitrary<LeakFacts> = fc
  .record({
    policy: fc.constantFrom(...LEAK_RESPONSES),
    isFollowedBefore: fc.boolean(),
    leaksLive: fc.boolean(),
    hasRetiring: fc.boolean(),
    showSecretsOnce: fc.boolean(),
    isBoundToAddresses: fc.boolean(),
    knownAddresses: fc.nat(ADDRESSES_MAX + 1),
  })
  // What leaks and works is the one to hand out, or the one that is being replaced.
  .filter(({ leaksLive, hasRetiring }) => leaksLive || hasRetiring);

test("whatever is known, what is decided can be carried out and takes the way from nobody", () => {
  fc.assert(
    fc.property(facts, (known) => {
      const { act, response, instead } = decide(known);
      if (act === "restrict") {
        expect(known.knownAddresses).toBeGreaterThan(0);
        expect(known.knownAddresses).toBeLessThanOrEqual(ADDRESSES_MAX);
        expect(known.isBoundToAddresses).toBe(false);
      }
      // A rotation nobody could fetch the secret of, or that ends what somebody still moves away from, never happens.
      if (act === "rotate") expect([known.showSecretsOnce, known.hasRetiring]).toEqual([false, false]);
      if (act === "hasten") expect(known.leaksLive).toBe(false);
      // Milder than the policy only with a reason that is told.
      const isPolicy = response === known.policy || (known.isFollowedBefore && response === "notify");
      expect(isPolicy).toBe(instead === null);
      if (instead !== null) expect([act, response]).toEqual(["throttle", "throttle"]);
    }),
  );
});

test("an organization that only wants to be told has nothing done to its keys", () => {
  fc.assert(
    fc.property(facts, (known) => {
      expect(decide({ ...known, policy: "notify" })).toEqual({
        act: "nothing",
        response: "notify",
        instead: null,
      });
    }),
  );
});

test("what a person did after the policy was followed once stays", () => {
  fc.assert(
    fc.property(facts, (known) => {
      expect(decide({ ...known, isFollowedBefore: true }).act).toBe("nothing");
    }),
  );
});
