import { describe, expect, test } from "vitest";
import { NOW } from "@/test/clock";
import { type HealthFacts, keyHealth, type Standing } from "./health";

const DAY_MS = 86_400_000;
const at = (days: number) => new Date(NOW.getTime() + days * DAY_MS).toISOString();
const WELL: HealthFacts = {
  status: "active",
  leakedAt: null,
  createdAt: at(-100),
  expiresAt: null,
  lastUsedAt: at(-1),
  rotation: null,
};
const FINE: Standing = { overLimit: 0, quotaShare: 0.5 };

test("the most urgent of everything that is true is said", () => {
  const facts = {
    ...WELL,
    leakedAt: at(-1),
    status: "disabled",
    expiresAt: at(1),
    rotation: {},
    lastUsedAt: null,
  } as const;
  const standing = { overLimit: 3, quotaShare: 0.9 };
  const said: string[] = [keyHealth(facts, standing, NOW)];
  const milder = { ...facts, leakedAt: null };
  said.push(keyHealth(milder, standing, NOW));
  const active = { ...milder, status: "active" } as const;
  said.push(keyHealth(active, standing, NOW), keyHealth(active, { ...standing, overLimit: 0 }, NOW));
  said.push(keyHealth(active, FINE, NOW), keyHealth({ ...active, expiresAt: null }, FINE, NOW));
  said.push(keyHealth({ ...active, expiresAt: null, rotation: null }, FINE, NOW), keyHealth(WELL, FINE, NOW));
  expect(said).toEqual([
    "leaked",
    "disabled",
    "over_limit",
    "near_quota",
    "expiring",
    "rotating",
    "unused",
    "active",
  ]);
});

describe("bounds", () => {
  test("a key expires soon from 14 days ahead on", () => {
    expect(keyHealth({ ...WELL, expiresAt: at(14) }, FINE, NOW)).toBe("expiring");
    expect(keyHealth({ ...WELL, expiresAt: at(14.001) }, FINE, NOW)).toBe("active");
  });

  test("a key is unused after 30 days, and a new one has 30 days to be used", () => {
    expect(keyHealth({ ...WELL, lastUsedAt: at(-30) }, FINE, NOW)).toBe("unused");
    expect(keyHealth({ ...WELL, lastUsedAt: at(-29.999) }, FINE, NOW)).toBe("active");
    expect(keyHealth({ ...WELL, lastUsedAt: null }, FINE, NOW)).toBe("unused");
    expect(keyHealth({ ...WELL, lastUsedAt: null, createdAt: at(-29) }, FINE, NOW)).toBe("active");
  });

  test("a quota is near from 80 % on; without a quota nothing is near", () => {
    expect(keyHealth(WELL, { overLimit: 0, quotaShare: 0.8 }, NOW)).toBe("near_quota");
    expect(keyHealth(WELL, { overLimit: 0, quotaShare: 0.799 }, NOW)).toBe("active");
    expect(keyHealth(WELL, { overLimit: 0, quotaShare: null }, NOW)).toBe("active");
  });

  test("nothing is said of limits while they are not known", () => {
    expect(keyHealth(WELL, null, NOW)).toBe("active");
  });
});
