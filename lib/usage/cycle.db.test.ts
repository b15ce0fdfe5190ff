import { beforeAll, describe, expect, test } from "vitest";
import { db } from "@/lib/db/client";
import { pool } from "@/lib/db/pool";
import { setPrices } from "@/lib/plans/set-prices";
import { newId } from "@/lib/std/id";
import { whileAuditFails } from "@/test/audit-fails";
import { NOW } from "@/test/clock";
import { adminCtx, developerCtx, staffCtx, viewerCtx } from "@/test/contexts";
import {
  makeKey,
  makeOrg,
  makeProduct,
  type TestKey,
  type TestOrg,
  type TestProduct,
} from "@/test/factories";
import { outcomeOf } from "@/test/people";
import { auditOf } from "@/test/traces";
import { usageCycle } from "./cycle";
import { UsageCycle } from "./cycle-schemas";
import { exportUsage } from "./export";
import type { CYCLE_PANELS } from "./export-schemas";
import { markAllUnrolled } from "./mark-unrolled";
import { UsageQuery } from "./schemas";
import { setBudget } from "./set-budget";

const DAY_MS = 86_400_000;
const MONTH = NOW.toISOString().slice(0, 7);
const MONTH_START = Date.parse(`${MONTH}-01T00:00:00Z`);

const VIEW = {
  range: { preset: "24h" },
  detail: "hour",
  timeZone: "UTC",
  keys: [],
  products: [],
  compare: "",
};

let [org, other]: TestOrg[] = [];
let key: TestKey;
let product: TestProduct;
let planId: string;

type Calls = { atMs: number; requests: number; code?: string; orgId?: string; keyId?: string };

async function count(calls: readonly Calls[]) {
  for (const { atMs, requests, code = "", orgId = home().id, keyId = key.id } of calls) {
    await pool().query(
      `INSERT INTO usage_minute (minute, org_id, key_id, secret_id, product_id, class_id, status, code, requests, bytes_in, bytes_out)
       VALUES ($1, $2, $3, '', $4, $5, $6, $7, $8, 0, 10)`,
      [new Date(atMs), orgId, keyId, product.id, product.classId, code === "" ? 200 : 429, code, requests],
    );
  }
  const times = calls.map(({ atMs }) => atMs);
  await markAllUnrolled(pool(), new Date(Math.min(...times)), new Date(Math.max(...times) + 60_000));
}

function home(): TestOrg {
  if (org === undefined) throw new Error("The organization is made before any test.");
  return org;
}

beforeAll(async () => {
  [org, other] = [await makeOrg(), await makeOrg()];
  product = await makeProduct();
  await db.endpointClass.update({
    where: { id: product.classId },
    data: { weightRequests: 15, weightTransactions: 1 },
    select: { id: true },
  });
  key = await makeKey({ org: home(), products: [product] });
  planId = newId("plan");
  await db.plan.create({
    data: {
      id: planId,
      slug: planId,
      name: "Standard",
      orgType: home().type,
      quotas: { create: { kind: "month", unit: "transactions", value: 1_000 } },
    },
    select: { id: true },
  });
  await db.org.update({ where: { id: home().id }, data: { planId }, select: { id: true } });
  await db.limit.create({
    data: {
      id: newId("limit"),
      orgId: home().id,
      keyId: key.id,
      kind: "day",
      value: 500,
      source: "customer",
      from: new Date(0),
      createdById: "usr_1",
    },
    select: { id: true },
  });
  // Four weeks of 150 calls a day, and as many a day in this month so far: each is ten transactions.
  const days = Array.from({ length: 28 }, (_, i) => MONTH_START - (i + 1) * DAY_MS);
  for (let at = MONTH_START; at < NOW.getTime(); at += DAY_MS) days.push(at);
  await count(days.map((atMs) => ({ atMs, requests: 150 })));
  await count([
    { atMs: MONTH_START, requests: 1_000, code: "qps_exceeded" },
    { atMs: MONTH_START, requests: 7_777, orgId: other?.id ?? "", keyId: "key_other" },
  ]);
});

describe("quotas that hold", () => {
  test("are told with what is used and left: a refusal costs nothing, and another organization's calls are not in it", async () => {
    const { quotas } = UsageCycle.parse(
      await usageCycle(await viewerCtx(home()), { keyId: key.id, month: null }),
    );
    const daysSoFar = Math.ceil((NOW.getTime() - MONTH_START) / DAY_MS);
    const daysInMonth = new Date(Date.UTC(NOW.getUTCFullYear(), NOW.getUTCMonth() + 1, 0)).getUTCDate();
    expect(quotas).toMatchObject([
      {
        of: "key",
        kind: "day",
        unit: "requests",
        source: "customer",
        limit: 500,
        used: 150,
        runsOutAt: null,
      },
      {
        of: "organization",
        kind: "month",
        unit: "transactions",
        source: "plan",
        limit: 1_000,
        used: 10 * daysSoFar,
        runsOutAt: null,
      },
    ]);
    const [, month] = quotas;
    expect(month?.starts).toHaveLength(daysInMonth);
    // The running day has had its calls already; half a day more of them is expected of it.
    expect(month?.expected).toBeGreaterThanOrEqual(10 * daysInMonth);
    expect(month?.expected).toBeLessThanOrEqual(10 * (daysInMonth + 1));
    expect(month?.left.findLast((left) => left !== null)).toBe(1_000 - 10 * daysSoFar);
  });

  test("without a key are the organization's alone; another organization's key is not found", async () => {
    const ctx = await viewerCtx(home());
    const { quotas } = await usageCycle(ctx, { keyId: null, month: null });
    expect(quotas.map(({ of }) => of)).toEqual(["organization"]);
    const foreign = await makeKey({ org: other ?? home(), products: [product] });
    expect(await outcomeOf(usageCycle(ctx, { keyId: foreign.id, month: null }))).toBe("not_found");
  });
});

describe("a billing cycle", () => {
  test("without a price list has transactions and no costs; with one what is beyond the included ones costs", async () => {
    const ctx = await viewerCtx(home());
    const without = (await usageCycle(ctx, { keyId: null, month: MONTH })).billing;
    expect(without).toMatchObject({ currency: null, costMicros: 0, isOver: false, budgetMicros: null });
    const prices = [{ classId: product.classId, perThousandMicros: 2_000_000, included: 10 }];
    await setPrices(await staffCtx(), { planId, version: 1, currency: "EUR", prices });
    const { billing } = await usageCycle(ctx, { keyId: null, month: MONTH });
    const daysSoFar = Math.ceil((NOW.getTime() - MONTH_START) / DAY_MS);
    expect(billing).toMatchObject({
      currency: "EUR",
      transactions: 10 * daysSoFar,
      costMicros: Math.max(0, 10 * daysSoFar - 10) * 2_000,
    });
    expect(billing.classes).toMatchObject([
      { requests: 150 * daysSoFar, included: 10, perThousandMicros: 2_000_000 },
    ]);
    expect(billing.soFar.filter((value) => value !== null)).toHaveLength(daysSoFar);
  });

  test("goes out as files: by day and by class in money, and quotas with what is left and will be", async () => {
    const ctx = await viewerCtx(home());
    const daysSoFar = Math.ceil((NOW.getTime() - MONTH_START) / DAY_MS);
    const view = UsageQuery.parse({ ...VIEW, keys: [key.id] });
    const file = async (panel: (typeof CYCLE_PANELS)[number]) => {
      let text = "";
      for await (const part of await exportUsage(ctx, view, { panel, format: "json" })) text += part;
      return JSON.parse(text) as Record<string, unknown>[];
    };
    const cost = Math.max(0, 10 * daysSoFar - 10) / 500;
    expect(await file("classes")).toMatchObject([
      { requests: 150 * daysSoFar, transactions: 10 * daysSoFar, per_1000: 2, cost, currency: "EUR" },
    ]);
    const days = await file("billing");
    expect(days[daysSoFar - 1]).toMatchObject({ unit: "EUR", so_far: cost });
    expect(days.at(-1)?.so_far).toBeNull();
    const quotas = await file("quotas");
    expect(new Set(quotas.map(({ of, period }) => `${of} ${period}`))).toEqual(
      new Set(["key day", "organization month"]),
    );
    const month = quotas.filter(({ of }) => of === "organization");
    expect(month[daysSoFar - 1]).toMatchObject({ limit: 1_000, left: 1_000 - 10 * daysSoFar });
    expect(month.at(-1)?.forecast).toEqual(expect.any(Number));
  });

  test("of a month that is over expects nothing; of one that has not begun there is none", async () => {
    const ctx = await viewerCtx(home());
    const before = new Date(MONTH_START - DAY_MS).toISOString().slice(0, 7);
    const { billing } = await usageCycle(ctx, { keyId: null, month: before });
    expect(billing.isOver).toBe(true);
    expect(billing.expectedTransactions).toBe(billing.transactions);
    expect(billing.ahead.every((value) => value === null)).toBe(true);
    const after = new Date(MONTH_START + 40 * DAY_MS).toISOString().slice(0, 7);
    expect(await outcomeOf(usageCycle(ctx, { keyId: null, month: after }))).toBe("invalid_input");
  });
});

describe("a budget", () => {
  test("is a line with the day on which it would be passed, audited, and set by admins and owners alone", async () => {
    const ctx = await adminCtx(home());
    await setBudget(ctx, { budgetMicros: 20_000 });
    const { billing } = await usageCycle(ctx, { keyId: null, month: null });
    expect(billing.budgetMicros).toBe(20_000);
    expect(billing.budgetReachedAt).not.toBeNull();
    await setBudget(ctx, { budgetMicros: 20_000 });
    expect((await auditOf(home().id)).filter(({ action }) => action === "org.budget_set")).toMatchObject([
      { before: { budgetMicros: null }, after: { budgetMicros: 20_000 } },
    ]);
    for (const who of [await viewerCtx(home()), await developerCtx(home())]) {
      expect(await outcomeOf(setBudget(who, { budgetMicros: null }))).toBe("forbidden");
    }
  });

  test("stays as it was when the audit row cannot be written", async () => {
    const ctx = await adminCtx(home());
    await expect(whileAuditFails(() => setBudget(ctx, { budgetMicros: 99_000_000 }))).rejects.toThrow();
    const { billing } = await usageCycle(ctx, { keyId: null, month: null });
    expect(billing.budgetMicros).not.toBe(99_000_000);
  });
});

describe("a price list", () => {
  test("is saved by whoever saw the latest, with its classes known, and audited before and after", async () => {
    const ctx = await staffCtx();
    const list = { planId, version: 2, currency: "USD", prices: [] };
    expect(await outcomeOf(setPrices(ctx, { ...list, version: 1 }))).toBe("version_mismatch");
    const unknown = [{ classId: newId("endpointClass"), perThousandMicros: 1, included: 0 }];
    expect(await outcomeOf(setPrices(ctx, { ...list, prices: unknown }))).toBe("invalid_input");
    await expect(whileAuditFails(() => setPrices(ctx, list))).rejects.toThrow();
    expect(await db.planPrice.count({ where: { planId } })).toBe(1);
    expect(await setPrices(ctx, list)).toEqual({ version: 3 });
    const [entry] = await db.auditEntry.findMany({
      where: { chain: "provider", action: "plan.prices_set", targetId: planId },
      orderBy: { seq: "desc" },
      take: 1,
    });
    expect(entry).toMatchObject({
      before: {
        currency: "EUR",
        prices: { [product.classId]: { perThousandMicros: 2_000_000, included: 10 } },
      },
      after: { currency: "USD", prices: {} },
    });
  });
});
