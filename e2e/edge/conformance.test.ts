import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { comparable } from "@/test/edge/comparable";
import { HOSTS } from "@/test/edge/hosts";
import { ROWS } from "@/test/edge/rows/all";
import { expectedCounts, expectedObservations, runRow } from "@/test/edge/run-row";
import { type StartedHost, startWorld, type World } from "@/test/edge/world";

let world: World;
beforeAll(async () => {
  world = await startWorld();
});
afterAll(() => world?.stop());

/** What the first host answered to each row: the others must answer the same, field for field. */
const first = new Map<string, unknown>();

describe.each(HOSTS.map((facts) => [facts.name, facts] as const))("%s:", (_, facts) => {
  let host: StartedHost;
  const counts = new Map<string, number>();
  const observations = new Map<string, number>();
  const count = (group: string) => counts.set(group, (counts.get(group) ?? 0) + 1);

  beforeAll(async () => {
    host = await world.host(facts);
    count("- - 404 no_such_product");
  });
  afterAll(() => host?.stop());

  describe.each(Object.keys(ROWS))("%s:", (subject) => {
    test.each((ROWS[subject] ?? []).map((row) => [row.name, row] as const))("%s", async (_, row) => {
      for (const group of expectedCounts(row)) count(group);
      for (const group of expectedObservations(row))
        observations.set(group, (observations.get(group) ?? 0) + 1);
      const answer = comparable(await runRow(row, world, host));
      const known = first.get(row.name);
      if (known === undefined) first.set(row.name, answer);
      else expect(answer).toEqual(known);
    });
  });

  test("every call was counted once, under its key, product, status and code", async () => {
    await host.stop();
    const counted = await host.counted();
    expect(Object.fromEntries([...counted].sort())).toEqual(Object.fromEntries([...counts].sort()));
  });

  test("every rule that only observes was counted when it was broken, and never else", async () => {
    await host.stop();
    expect(Object.fromEntries(await host.observed())).toEqual(Object.fromEntries(observations));
  });
});
