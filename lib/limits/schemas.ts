import { z } from "zod";
import { KeyRef, Reason } from "@/lib/keys/schemas";
import { isId } from "@/lib/std/id";
import { LIMIT_UNITS } from "./units";

/** What can be limited. `qps` is per key and endpoint class, or per organization. */
export const LIMIT_KINDS = ["qps", "qps_address", "concurrency", "hour", "day", "month"] as const;
export type LimitKind = (typeof LIMIT_KINDS)[number];

export type LimitUnit = (typeof LIMIT_UNITS)[number];

/** How many limits a key, or an organization, can have beside the defaults; what has ended does not count. */
export const LIMITS_MAX = 100;
/** The largest limit there can be: what a structured header field can tell. */
export const LIMIT_VALUE_MAX = 999_999_999_999_999;

const QUOTAS: ReadonlySet<LimitKind> = new Set(["hour", "day", "month"]);

const Value = z
  .int("Enter a whole number.")
  .min(0, "A limit cannot be negative.")
  .max(LIMIT_VALUE_MAX, "This is more than a limit can be.");

const ClassId = z.string().refine((id) => isId("endpointClass", id), "This is not an endpoint class.");

const Limit = z.strictObject({
  kind: z.enum(LIMIT_KINDS),
  unit: z.enum(LIMIT_UNITS).default("requests"),
  /** Only calls of this endpoint class; `null`: all together. */
  classId: ClassId.nullable().default(null),
  value: Value,
});

type Shape = { kind: LimitKind; unit: LimitUnit; classId: string | null };

/** A rate counts requests; only a quota can count something else. */
function countsWhatItCan({ kind, unit }: Shape): boolean {
  return unit === "requests" || QUOTAS.has(kind);
}

const UNIT_FAULT = {
  path: ["unit"],
  error: "Only a quota per hour, day or month counts transactions or bytes.",
};
const CLASS_FAULT = {
  path: ["classId"],
  error: "Queries per second of a key belong to an endpoint class. Choose one.",
};

/** Names a limit apart from its value. */
export function scopeOf({ kind, unit, classId }: Shape): string {
  return `${kind}|${unit}|${classId ?? ""}`;
}

/** One limit a customer sets for a key. At least 1: to stop a key, disable it. */
export const OwnLimit = Limit.extend({ value: Value.min(1, "To stop a key, disable it.") })
  .refine(countsWhatItCan, UNIT_FAULT)
  .refine(({ kind, classId }) => kind !== "qps" || classId !== null, CLASS_FAULT);
export type OwnLimit = z.output<typeof OwnLimit>;

/** What setting a key's own limits takes: all of them; what is left out is removed. */
export const SetKeyLimitsInput = KeyRef.extend({
  /** The version that whoever changes it has seen; `null` changes whatever is there. */
  version: z.int().min(1).nullable().default(null),
  limits: z
    .array(OwnLimit)
    .max(LIMITS_MAX, `A key can have ${LIMITS_MAX} limits.`)
    .refine((limits) => new Set(limits.map(scopeOf)).size === limits.length, "Each limit can be set once."),
  reason: Reason.default(""),
});
export type SetKeyLimitsInput = z.output<typeof SetKeyLimitsInput>;

const Moment = z.iso.datetime({ offset: true, error: "Enter a date." });

/** What granting a limit takes: to a key, or to a whole organization. */
export const GrantLimitInput = Limit.extend({
  to: z.union([
    z.strictObject({ keyId: z.string().refine((id) => isId("key", id), "This is not a key ID.") }),
    z.strictObject({ orgId: z.string().refine((id) => isId("org", id), "This is not an organization.") }),
  ]),
  /** A quota that goes on and settles while counters cannot be shared. */
  isSoft: z.boolean().default(false),
  /** ISO 8601 with zone; `null`: from now on. */
  from: Moment.nullable().default(null),
  /** ISO 8601 with zone; `null`: without end. */
  until: Moment.nullable().default(null),
  reason: Reason.default(""),
})
  .refine(countsWhatItCan, UNIT_FAULT)
  .refine(({ kind, classId, to }) => kind !== "qps" || classId !== null || "orgId" in to, CLASS_FAULT)
  .refine(({ kind, to }) => kind !== "qps_address" || "keyId" in to, {
    path: ["kind"],
    error: "Queries per second of an address are a key's.",
  })
  .refine(({ kind, isSoft }) => !isSoft || QUOTAS.has(kind), {
    path: ["isSoft"],
    error: "Only a quota can be soft.",
  });
export type GrantLimitInput = z.output<typeof GrantLimitInput>;

/** Names one limit, to end it. */
export const EndLimitInput = z.strictObject({
  limitId: z.string().refine((id) => isId("limit", id), "This is not a limit."),
  reason: Reason.default(""),
});
export type EndLimitInput = z.output<typeof EndLimitInput>;
