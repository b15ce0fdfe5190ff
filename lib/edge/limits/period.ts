import type { Period } from "../limit";

const HOUR_MS = 3_600_000;
const DAY_MS = 86_400_000;

/** A calendar period of UTC: `start` (inclusive) to `end` (exclusive), Unix milliseconds. */
export type Span = { readonly start: number; readonly end: number };

/** The period a moment lies in. Months have their real length. */
export function spanOf(period: Period, now: number): Span {
  if (period === "month") {
    const day = new Date(now);
    const [year, month] = [day.getUTCFullYear(), day.getUTCMonth()];
    return { start: Date.UTC(year, month), end: Date.UTC(year, month + 1) };
  }
  const length = period === "hour" ? HOUR_MS : DAY_MS;
  const start = Math.floor(now / length) * length;
  return { start, end: start + length };
}
