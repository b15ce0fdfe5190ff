import { z } from "zod";
import { LIMIT_UNITS } from "@/lib/limits/units";
import { USAGE_DETAILS } from "./ranges";

const Count = z.number().min(0);

/** A calendar month of UTC, which is what a billing cycle is. */
export const Month = z.string().regex(/^20\d\d-(0[1-9]|1[0-2])$/, "Use a month like 2026-03.");

/** A quota that holds, and what is left of its period. */
export const QuotaUse = z.object({
  /** Names it among those of an answer. */
  id: z.string(),
  /** Whose calls it counts. */
  of: z.enum(["key", "organization"]),
  kind: z.enum(["hour", "day", "month"]),
  unit: z.enum(LIMIT_UNITS),
  /** Only calls of this endpoint class; `null`: all together. */
  className: z.string().nullable(),
  source: z.enum(["contract", "plan", "billing_type", "customer"]),
  limit: Count,
  used: Count,
  /** What will be used at the end if calls go on as they did. */
  expected: Count,
  /** When nothing will be left then; `null`: not in this period. */
  runsOutAt: z.iso.datetime().nullable(),
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  detail: z.enum(USAGE_DETAILS),
  starts: z.array(z.int()),
  /** What is left at the end of each stretch, `null` ahead. */
  left: z.array(Count.nullable()),
  /** What would be left at the end of those to come; `null` before. */
  ahead: z.array(Count.nullable()),
});
export type QuotaUse = z.output<typeof QuotaUse>;

/** What one endpoint class came to in a billing cycle. Money in millionths of the currency. */
const BilledClass = z.object({
  classId: z.string(),
  className: z.string(),
  productName: z.string(),
  /** Calls that count: let through, and answered by the product. */
  requests: Count,
  transactions: Count,
  /** Transactions of the month that cost nothing. */
  included: Count,
  /** For 1,000 transactions; `null`: the plan has no price for it. */
  perThousandMicros: Count.nullable(),
  costMicros: Count,
});
export type BilledClass = z.output<typeof BilledClass>;

/** A billing cycle: transactions, and what they cost by the plan's price list. */
export const BillingCycle = z.object({
  month: Month,
  from: z.iso.datetime(),
  to: z.iso.datetime(),
  isOver: z.boolean(),
  /** `null`: the plan has no price list, so nothing is said of costs. */
  currency: z.string().nullable(),
  classes: z.array(BilledClass),
  transactions: Count,
  costMicros: Count,
  /** At the end of the month if calls go on as they did; of one that is over, what it came to. */
  expectedTransactions: Count,
  expectedCostMicros: Count,
  /** What the organization does not want to pass in a month; in the currency of its plan. */
  budgetMicros: Count.nullable(),
  /** When the budget is reached if calls go on as they did; `null`: not in this month. */
  budgetReachedAt: z.iso.datetime().nullable(),
  /** Days, and what the month came to at the end of each: money where there is a price list, transactions where not. */
  starts: z.array(z.int()),
  soFar: z.array(Count.nullable()),
  ahead: z.array(Count.nullable()),
});
export type BillingCycle = z.output<typeof BillingCycle>;

/** What the running periods look like, whatever range a view shows. */
export const UsageCycle = z.object({ quotas: z.array(QuotaUse), billing: BillingCycle });
export type UsageCycle = z.output<typeof UsageCycle>;

/** Whose quotas to tell: one key's and the organization's, or the organization's alone. */
export const CycleQuery = z.object({ keyId: z.string().min(1).max(64).nullable(), month: Month.nullable() });
export type CycleQuery = z.output<typeof CycleQuery>;

/** The most a budget can be: a billion of the currency. */
const BUDGET_MAX_MICROS = 1_000_000_000_000_000;

/** What setting the budget takes; `null`: none. */
export const SetBudgetInput = z.strictObject({
  budgetMicros: z
    .int("Enter an amount.")
    .min(10_000, "Use at least 0.01.")
    .max(BUDGET_MAX_MICROS, "This is more than a budget can be.")
    .nullable(),
});
export type SetBudgetInput = z.output<typeof SetBudgetInput>;
