import { z } from "zod";
import { encodeCursor, type Position } from "./cursor";

/** How many rows a page of the API holds at most. */
export const PAGE_MAX = 100;

/** What every list takes. */
export const PageQuery = z.strictObject({
  cursor: z.string().max(400).optional().meta({ description: "`nextCursor` of the page before." }),
  limit: z.coerce
    .number()
    .int("Use a whole number.")
    .min(1, "Use at least 1.")
    .max(PAGE_MAX, `Use at most ${PAGE_MAX}.`)
    .default(50)
    .meta({ description: "Rows on a page." }),
});

/** A page of a list. */
export function pageOf<Item extends z.ZodType>(item: Item) {
  return z.object({
    data: z.array(item),
    nextCursor: z.string().nullable().meta({ description: "Where the next page begins; null on the last." }),
  });
}

/** Of rows that were asked for with one more than fit, those that fit and the cursor behind them. */
export function cutPage<Row>(
  rows: readonly Row[],
  limit: number,
  list: readonly unknown[],
  positionOf: (row: Row) => Position,
): { page: Row[]; nextCursor: string | null } {
  const page = rows.slice(0, limit);
  const last = page.at(-1);
  const hasMore = rows.length > limit && last !== undefined;
  return { page, nextCursor: hasMore ? encodeCursor(list, positionOf(last)) : null };
}
