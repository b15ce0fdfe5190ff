import { expect, test } from "vitest";
import type { HeldRing } from "./held-rings";
import { readiness, SETTLED_AFTER_MS } from "./readiness";

const ring = (current: number, versions: readonly number[], since = 0): HeldRing => ({
  current,
  checks: Object.fromEntries(versions.map((version) => [version, `key-${version}`])),
  since,
});

const edge = (held: HeldRing | null, kind = "standalone") => ({
  id: "ins_1",
  host: "one",
  kind,
  rings: held && { pepper: held },
});

const NOW = SETTLED_AFTER_MS;

test.each([
  ["one version everywhere is nothing to wait for", ring(1, [1]), ring(1, [1]), "ready"],
  ["a version that an edge lacks has to be added there first", ring(1, [1, 2]), ring(1, [1]), "add"],
  ["a version that only an edge holds has to be added here first", ring(1, [1]), ring(1, [1, 2]), "add"],
  ["known to all and sealing nowhere: put it in front", ring(1, [1, 2]), ring(1, [1, 2]), "promote"],
  ["one instance alone in front is not enough", ring(2, [2, 1]), ring(1, [1, 2]), "promote"],
  ["in front everywhere", ring(2, [2, 1]), ring(2, [2, 1]), "ready"],
  ["taken out here and not there yet", ring(2, [2]), ring(2, [2, 1]), "ready"],
  [
    "just put in front: what was begun before may still commit",
    ring(2, [2, 1]),
    ring(2, [2, 1], 1),
    "settle",
  ],
] as const)("%s", (_, own, held, step) => {
  expect(readiness("pepper", own, [edge(held)], NOW).step).toBe(step);
});

test("two keys under one version are found before anything is sealed with either", () => {
  const other = { ...ring(2, [2, 1]), checks: { 1: "key-1", 2: "another" } };
  expect(readiness("pepper", ring(2, [2, 1]), [edge(other)], NOW).step).toBe("differs");
});

test("an instance that has not told what it holds is waited for", () => {
  const { step, standings } = readiness("pepper", ring(2, [2, 1]), [edge(null)], NOW);
  expect([step, standings[0]?.standing]).toEqual(["add", "unknown"]);
});

test("an edge alone need not hold the master key, another dashboard has to", () => {
  const own = ring(2, [2, 1]);
  expect(readiness("master", own, [edge(ring(2, [2, 1]))], NOW).step).toBe("ready");
  expect(readiness("master", own, [edge(ring(2, [2, 1]), "dashboard")], NOW).step).toBe("add");
});
