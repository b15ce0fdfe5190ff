import { DomainError } from "@/lib/errors/domain-error";

/** Requests a page holds. */
export const QPS_PAGE = 25;

const CURSOR = /^(\d{1,15})\.(qpr_[0-9A-Za-z]{22})$/;

/** Where a page ended: what the list is sorted by, and the last row's ID. */
export type Place = { at: Date; id: string };

/**
 * Reads a former page's `next`.
 * @throws {DomainError} `invalid_input` for anything else.
 */
export function placeOf(after: string): Place {
  const [, ms, id] = CURSOR.exec(after) ?? [];
  if (ms === undefined || id === undefined) {
    throw new DomainError("invalid_input", { fields: { after: ["This is not a page of requests."] } });
  }
  return { at: new Date(Number(ms)), id };
}

/** Of rows that were asked for with one more than fit, those that fit, and where the next page begins. */
export function pageOf<Row extends Place>(rows: readonly Row[]): { page: Row[]; next: string | null } {
  const page = rows.slice(0, QPS_PAGE);
  const last = page.at(-1);
  const next = rows.length > QPS_PAGE && last !== undefined ? `${last.at.getTime()}.${last.id}` : null;
  return { page, next };
}
