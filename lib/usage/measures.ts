import { AUTH_CODES } from "./auth-codes";
import type { UsageMeasure } from "./schemas";
import { toCount } from "./scope";

/** What each number of Analytics means, of rows of calls. `qpsBreaches` and `authFailures` are for the most part of `clientErrors`. */
const SQL = {
  requests: "sum(requests)",
  qpsBreaches: "sum(requests) FILTER (WHERE code = 'qps_exceeded')",
  clientErrors: "sum(requests) FILTER (WHERE status BETWEEN 400 AND 499)",
  serverErrors: "sum(requests) FILTER (WHERE status BETWEEN 500 AND 599)",
  authFailures: `sum(requests) FILTER (WHERE code IN (${AUTH_CODES.map((code) => `'${code}'`).join(", ")}))`,
  bytesIn: "sum(bytes_in)",
  bytesOut: "sum(bytes_out)",
} as const satisfies Record<UsageMeasure, string>;

export const MEASURE_IDS = Object.keys(SQL) as readonly UsageMeasure[];

/** All of them, to be selected from `callsSource`. */
export const MEASURES = MEASURE_IDS.map((id) => `coalesce(${SQL[id]}, 0)::bigint AS "${id}"`).join(", ");

/** A row of `MEASURES`. */
export type MeasureRow = Readonly<Record<UsageMeasure, string>>;

export const NOTHING: Readonly<Record<UsageMeasure, number>> = {
  requests: 0,
  qpsBreaches: 0,
  clientErrors: 0,
  serverErrors: 0,
  authFailures: 0,
  bytesIn: 0,
  bytesOut: 0,
};

/** A row's numbers. @throws {RangeError} Beyond 2^53. */
export function toMeasures(row: MeasureRow): Record<UsageMeasure, number> {
  const numbers = { ...NOTHING };
  for (const id of MEASURE_IDS) numbers[id] = toCount(row[id]);
  return numbers;
}
