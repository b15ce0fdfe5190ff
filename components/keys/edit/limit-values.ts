import type { LimitInForce } from "@/lib/limits/class-qps";
import type { LimitUnit } from "@/lib/limits/schemas";

/** Calendar periods a quota can be of. */
export const PERIODS = ["hour", "day", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** A quota as a row of the form. `classId`: only calls of this endpoint class; `null`: all together. */
export type Quota = { period: Period; unit: LimitUnit; classId: string | null; value: string };

/** Limits of all calls of a key together that are a number each. */
export const OTHER_LIMITS = ["concurrency", "qps_address"] as const;
export type OtherLimit = (typeof OTHER_LIMITS)[number];

type OwnValues = { qps: Record<string, string>; quotas: Quota[] } & Record<OtherLimit, string>;

/** What the customer set, as the form holds it. */
export function ownOf(limits: readonly LimitInForce[]): OwnValues {
  const own = limits.filter(({ source }) => source === "customer");
  const single = (kind: OtherLimit) =>
    String(own.find((limit) => limit.kind === kind && limit.classId === null)?.value ?? "");
  return {
    qps: Object.fromEntries(
      own.flatMap(({ kind, classId, value }) =>
        kind === "qps" && classId !== null ? [[classId, String(value)]] : [],
      ),
    ),
    quotas: own
      .flatMap(({ kind, unit, classId, value }) =>
        isPeriod(kind) ? [{ period: kind, unit, classId, value: String(value) }] : [],
      )
      .sort(
        (a, b) =>
          (a.classId ?? "").localeCompare(b.classId ?? "") ||
          PERIODS.indexOf(a.period) - PERIODS.indexOf(b.period) ||
          a.unit.localeCompare(b.unit),
      ),
    concurrency: single("concurrency"),
    qps_address: single("qps_address"),
  };
}

/** Quotas to send: those of the form, in its order, then what else is limited by class, which it does not show. */
export function quotasOf(quotas: readonly Quota[], inForce: readonly LimitInForce[]) {
  const hidden = inForce.filter(
    ({ source, kind, classId }) =>
      source === "customer" && kind !== "qps" && classId !== null && !isPeriod(kind),
  );
  return [
    ...quotas.map(({ period, unit, classId, value }) => ({
      kind: period,
      unit,
      classId,
      value: numberOf(value),
    })),
    ...hidden.map(({ kind, unit, classId, value }) => ({ kind, unit, classId, value })),
  ];
}

/** The most that one quota can be, by contract or by the billing type: the lower of both; `null`: nothing is agreed. */
export function agreedQuota(
  limits: readonly LimitInForce[],
  { period, unit, classId }: Omit<Quota, "value">,
): number | null {
  const agreed = limits.filter(
    (limit) =>
      limit.source !== "customer" &&
      limit.kind === period &&
      limit.unit === unit &&
      limit.classId === classId,
  );
  return agreed.length === 0 ? null : Math.min(...agreed.map(({ value }) => value));
}

/** Not a number where nothing is typed: a row without a value is not a quota of 0. */
function numberOf(typed: string): number {
  return typed.trim() === "" ? Number.NaN : Number(typed);
}

function isPeriod(kind: LimitInForce["kind"]): kind is Period {
  return PERIODS.some((period) => period === kind);
}
