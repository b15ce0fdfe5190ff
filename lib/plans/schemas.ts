import { z } from "zod";
import { Reason } from "@/lib/keys/schemas";
import { BILLING_TYPES, EXPIRY_DAYS_MAX, KEYS_PER_ORG_MAX } from "@/lib/keys/terms";
import { LIMIT_VALUE_MAX } from "@/lib/limits/schemas";
import { LIMIT_UNITS } from "@/lib/limits/units";
import { ORG_TYPES } from "@/lib/orgs/schemas";
import { isId } from "@/lib/std/id";

/** Periods a plan can have a quota for. */
export const PLAN_PERIODS = ["hour", "day", "month"] as const;
export type PlanPeriod = (typeof PLAN_PERIODS)[number];

/** Most queries per second a plan can give a key in one endpoint class. */
export const PLAN_QPS_MAX = 1_000_000;

const NAME_MAX = 60;

const PlanId = z.string().refine((id) => isId("plan", id), "This is not a plan.");

const Name = z
  .string()
  .trim()
  .min(2, "Use at least 2 characters.")
  .max(NAME_MAX, `Use at most ${NAME_MAX} characters.`)
  .regex(/^[^\p{Cc}\p{Cf}\p{Zl}\p{Zp}]*$/u, "Use letters, digits and punctuation only.");

const Quota = z
  .int("Enter a whole number.")
  .min(1, "Use at least 1.")
  .max(LIMIT_VALUE_MAX, "This is too much.");

const Content = z.strictObject({
  name: Name,
  /** Most keys an organization may have; `null`: no limit of the plan. */
  maxKeys: z
    .int("Enter a whole number.")
    .min(1, "Use at least 1.")
    .max(KEYS_PER_ORG_MAX, `Use at most ${KEYS_PER_ORG_MAX}.`)
    .nullable(),
  /** In place of the class's default; a class that is left out has its default. */
  qps: z
    .array(
      z.strictObject({
        classId: z.string().refine((id) => isId("endpointClass", id), "This is not an endpoint class."),
        qps: z
          .int("Enter a whole number.")
          .min(1, "Use at least 1.")
          .max(PLAN_QPS_MAX, `Use at most ${PLAN_QPS_MAX}.`),
      }),
    )
    .max(500)
    .refine((rows) => new Set(rows.map(({ classId }) => classId)).size === rows.length, "Each class once."),
  /** Of the whole organization. */
  quotas: z
    .array(z.strictObject({ kind: z.enum(PLAN_PERIODS), unit: z.enum(LIMIT_UNITS), value: Quota }))
    .max(PLAN_PERIODS.length * LIMIT_UNITS.length)
    .refine(
      (rows) => new Set(rows.map(({ kind, unit }) => `${kind}|${unit}`)).size === rows.length,
      "Each quota once.",
    ),
});

/** What making a plan takes. */
export const CreatePlanInput = Content.extend({ orgType: z.enum(ORG_TYPES) });
export type CreatePlanInput = z.output<typeof CreatePlanInput>;

/** What changing a plan takes: all of it anew, and the version it was read at. */
export const EditPlanInput = Content.extend({ planId: PlanId, version: z.int().min(1) });
export type EditPlanInput = z.output<typeof EditPlanInput>;

/** What retiring a plan, and offering it again, takes. */
export const RetirePlanInput = z.strictObject({ planId: PlanId, isRetired: z.boolean() });
export type RetirePlanInput = z.output<typeof RetirePlanInput>;

/** What changing the terms of a billing type takes: all of them anew. */
export const ChangeBillingTermsInput = z.strictObject({
  billingType: z.enum(BILLING_TYPES),
  /** A key of this type ends at the latest so many days after it was created; `null`: never. */
  endsAfterDays: z
    .int("Use whole days.")
    .min(1, "Use at least 1 day.")
    .max(EXPIRY_DAYS_MAX, `Use at most ${EXPIRY_DAYS_MAX} days.`)
    .nullable(),
  /** Most requests of one key per UTC day and month; `null`: no quota of the type. */
  dayRequests: Quota.nullable(),
  monthRequests: Quota.nullable(),
  reason: Reason.default(""),
});
export type ChangeBillingTermsInput = z.output<typeof ChangeBillingTermsInput>;
