import type { LimitInForce } from "@/lib/limits/class-qps";
import type { LimitUnit } from "@/lib/limits/schemas";

/** Calendar periods a quota can be of. */
export const PERIODS = ["hour", "day", "month"] as const;
export type Period = (typeof PERIODS)[number];

/** A quota as a row of the form. */
export type Quota = { period: Period; unit: LimitUnit; value: string };

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
        isPeriod(kind) && classId === null ? [{ period: kind, unit, value: String(value) }] : [],
      )
      .sort((a, b) => PERIODS.indexOf(a.period) - PERIODS.indexOf(b.period) || (a.unit < b.unit ? -1 : 1)),
    concurrency: single("concurrency"),
    qps_address: single("qps_address"),
  };
}

/** Quotas to send: those of the form, in its order, then those of single classes, which it does not show. */
export function quotasOf(quotas: readonly Quota[], inForce: readonly LimitInForce[]) {
  const hidden = inForce.filter(
    ({ source, kind, classId }) => source === "customer" && kind !== "qps" && classId !== null,
  );
  return [
    ...quotas.map(({ period, unit, value }) => ({ kind: period, unit, value: numberOf(value) })),
    ...hidden.map(({ kind, unit, classId, value }) => ({ kind, unit, classId, value })),
  ];
}

/** The contract in force for one quota; `null`: there is none. */
export function agreedQuota(
  limits: readonly LimitInForce[],
  { period, unit }: Omit<Quota, "value">,
): number | null {
  const contract = limits.find(
    (limit) =>
      limit.source === "contract" && limit.kind === period && limit.unit === unit && limit.classId === null,
  );
  return contract?.value ?? null;
}

/** Not a number where nothing is typed: a row without a value is not a quota of 0. */
function numberOf(typed: string): number {
  return typed.trim() === "" ? Number.NaN : Number(typed);
}

function isPeriod(kind: LimitInForce["kind"]): kind is Period {
  return PERIODS.some((period) => period === kind);
}
