import { expect } from "vitest";
import { expectCallers, expectOnDashboard, expectRows, untilCounted } from "./expect-counted";
import type { Fact } from "./fact";
import { factOf, OVERLOADED } from "./replay";
import type { Answered, Caller } from "./send";
import type { Cast, ReplayWorld } from "./world";

/** Rolls up all there is, as the job of a host does. Answers how many stretches it did. */
export async function rollUpAll(): Promise<number> {
  const { pool } = await import("@/lib/db/pool");
  const { rollUp } = await import("@/lib/usage/roll-up");
  return rollUp(pool(), Date.now());
}

/**
 * Holds everything that is stored and shown against the facts: before it is rolled up as far as it can be, and after.
 * @param orgs Those whose members look at it.
 */
export async function expectExact(
  world: ReplayWorld,
  facts: readonly Fact[],
  orgs: Cast["orgs"],
): Promise<void> {
  await untilCounted(world, facts.length);
  await expectRows(world, facts, "usage_minute");
  await expectCallers(world, facts);
  for (const org of orgs) await expectOnDashboard(org, facts);
  await rollUpAll();
  for (const table of ["usage_quarter", "usage_hour", "usage_day"] as const)
    await expectRows(world, facts, table);
  for (const org of orgs) await expectOnDashboard(org, facts);
}

/**
 * The facts of calls as their caller saw them, each with the time the host measured. The host wrote each of them down once, and
 * no other; what it wrote agrees, and no call took it longer than its caller waited, or less than the upstream held it.
 */
export function measured(
  world: ReplayWorld,
  replays: readonly { caller: Caller; cast: Cast }[],
): { facts: Fact[]; answered: Answered[] } {
  const written = world.journals.read();
  const answered = replays.flatMap(({ caller }) => caller.answered);
  const facts = replays.flatMap(({ caller, cast }) => {
    expect(caller.cut).toEqual([]);
    return caller.answered.map((one) => {
      const line = written.get(one.requestId);
      const fact = asFarAsKnown(factOf(one, cast, world.products), line);
      expect(line).toMatchObject({ ...fact, at: expect.any(Number), latencyMs: expect.any(Number) });
      const latencyMs = line?.latencyMs ?? Number.NaN;
      // Clocks of two processes, each in fractions of a millisecond.
      expect(latencyMs).toBeLessThanOrEqual(one.ms + 1);
      expect(latencyMs).toBeGreaterThanOrEqual((world.upstream.reached.get(one.requestId)?.heldMs ?? 0) - 1);
      return { ...fact, latencyMs };
    });
  });
  expect(written.size).toBe(facts.length);
  return { facts, answered };
}

/** Whether a host that had too much to do knew product and key when it said so, nobody else can tell. */
export function asFarAsKnown(fact: Fact, line: Fact | undefined): Fact {
  if (fact.code !== OVERLOADED || line === undefined) return fact;
  const { orgId, keyId, productId } = line;
  return { ...fact, orgId, keyId, productId };
}
