import { expect, test } from "vitest";
import { NOON } from "../testing/fixtures";
import type { ClassUse, QuotaSeeds } from "./counter-store";
import { QuotaAccounts } from "./quota-accounts";
import type { QuotaCount } from "./quota-count";
import type { Ruling } from "./rulings";

const HOUR_MS = 3_600_000;
const TILE = { id: "cls_tile", weightRequests: 15, weightTransactions: 1 };
const weights = (id: string) => (id === "cls_tile" ? TILE : undefined);

const quota = (over: Partial<Ruling> = {}): Ruling => ({
  policy: "day",
  kind: "day",
  unit: "requests",
  ownerId: "key_a",
  classId: null,
  scope: "key_a|day|requests|",
  value: 100,
  isSoft: false,
  since: 0,
  ...over,
});

class Past implements QuotaSeeds {
  readonly asked: unknown[] = [];
  isAway = false;
  readonly counted: ClassUse[] = [
    { classId: "cls_tile", requests: 30, bytes: 490 },
    { classId: "cls_gone", requests: 2, bytes: 20 },
  ];
  readonly waiting: ClassUse[] = [{ classId: "cls_tile", requests: 1, bytes: 10 }];
  used: QuotaSeeds["used"] = async ({ orgId, keyId, classId }, from, to) => {
    this.asked.push([orgId, keyId, classId, from, to]);
    if (this.isAway) throw new Error("away");
    return { counted: this.counted, waiting: this.waiting };
  };
}

async function settled(accounts: QuotaAccounts, ruling: Ruling, now: number): Promise<QuotaCount> {
  for (;;) {
    const count = accounts.countOf(ruling, "org_a", now);
    if (!(count instanceof Promise)) return count;
    await count;
  }
}

test("what was used earlier in the period is read once, before the first call is judged", async () => {
  const past = new Past();
  const accounts = new QuotaAccounts(past, weights);
  expect((await settled(accounts, quota(), NOON)).used).toBe(33);
  expect((await settled(accounts, quota(), NOON + 5)).used).toBe(33);
  expect(past.asked).toEqual([["org_a", "key_a", null, NOON - 12 * HOUR_MS, NOON + 1]]);
});

test("past use is counted in the unit of the quota, transactions rounded up per class", async () => {
  const accounts = new QuotaAccounts(new Past(), weights);
  const bytes = quota({ unit: "bytes", scope: "key_a|day|bytes|" });
  const transactions = quota({ unit: "transactions", scope: "key_a|day|transactions|" });
  expect((await settled(accounts, bytes, NOON)).used).toBe(520);
  expect((await settled(accounts, transactions, NOON)).used).toBe(3 + 2);
});

test("while the past cannot be read counting goes on, and it is made up for when it can", async () => {
  const past = new Past();
  past.isAway = true;
  const accounts = new QuotaAccounts(past, weights);
  (await settled(accounts, quota(), NOON)).add(TILE, 4);
  expect((await settled(accounts, quota(), NOON + 999)).used).toBe(4);
  expect(past.asked).toHaveLength(1);
  past.isAway = false;
  // By now the four are among what is read.
  expect((await settled(accounts, quota(), NOON + 1000)).used).toBe(33);
  expect(past.asked).toHaveLength(2);
});

test("a period that begins while the process counts begins empty, without a look back", async () => {
  const past = new Past();
  const accounts = new QuotaAccounts(past, weights);
  await settled(accounts, quota(), NOON);
  const next = await settled(accounts, quota(), NOON + 12 * HOUR_MS);
  expect([next.used, past.asked.length]).toEqual([0, 1]);
});

test("a clock that steps back does not bring a former period back", async () => {
  const accounts = new QuotaAccounts(null, weights);
  await settled(accounts, quota(), NOON);
  (await settled(accounts, quota(), NOON + 12 * HOUR_MS)).add(TILE, 7);
  expect((await settled(accounts, quota(), NOON)).used).toBe(7);
});

test("quotas of periods that are over do not pile up", async () => {
  const accounts = new QuotaAccounts(null, weights);
  const hour = (index: number) => quota({ kind: "hour", scope: `key_${index}|hour|requests|` });
  for (let index = 0; index < 2000; index += 1) await settled(accounts, hour(index), NOON);
  await settled(accounts, hour(5000), NOON + HOUR_MS);
  expect(accounts.size).toBe(1);
});
