import { z } from "zod";
import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { decodeCursor, encodeCursor, type Position } from "./cursor";
import { listConditions } from "./list-conditions";
import { type KeyListItem, KeyRow, toItem } from "./list-item";
import { pageQuery, sortValue, totalQuery } from "./list-query";
import type { ListKeysInput } from "./list-schema";
import { requestsByKey } from "./requests-by-key";

/** Matches are counted up to here; a larger list says "more than". */
export const TOTAL_MAX = 10_000;

export type KeyList = {
  keys: KeyListItem[];
  nextCursor: string | null;
  previousCursor: string | null;
  /** Exact up to `TOTAL_MAX`; `TOTAL_MAX + 1` means more than that. */
  total: number;
  /** Whether the organization has a key at all, whatever the filters say. */
  hasKeys: boolean;
};

/**
 * One page of the organization's living keys, searched, filtered and sorted in the database.
 *
 * Two statements in one round, whatever the page holds; one before them when it is sorted by requests and nobody asked for
 * that within the last half minute. Pages follow the sort value and the ID, so a key created or
 * deleted meanwhile neither repeats nor hides another one.
 * @throws {DomainError} `invalid_input` for a cursor that is not of this list.
 */
export async function listKeys(ctx: OrgContext, input: ListKeysInput): Promise<KeyList> {
  requirePermission(ctx, "keys:read");
  const position = input.cursor === null ? null : decodeCursor(ctx.org.id, input, input.cursor);
  const where = listConditions(ctx.org.id, input, ctx.now);
  const requests = input.sort === "requests" ? await requestsByKey(ctx) : new Map<string, number>();
  const [found, counted] = await Promise.all([
    db.$queryRaw(pageQuery(input, where, position, ctx.now, requests)),
    db.$queryRaw(totalQuery(ctx.org.id, where, TOTAL_MAX)),
  ]);
  const rows = z.array(KeyRow).parse(found);
  const [{ total, hasKeys }] = z
    .tuple([z.object({ total: z.coerce.number(), hasKeys: z.boolean() })])
    .parse(counted);

  const isBack = position?.side === "before";
  const page = rows.slice(0, input.limit);
  const hasMore = rows.length > input.limit;
  if (isBack) page.reverse();
  const cursor = (side: Position["side"], row: KeyRow | undefined) =>
    row
      ? encodeCursor(ctx.org.id, input, { side, value: sortValue(input.sort, row, requests), id: row.id })
      : null;
  return {
    keys: page.map((row) => toItem(ctx, row)),
    nextCursor: isBack || hasMore ? cursor("after", page.at(-1)) : null,
    previousCursor: (isBack ? hasMore : position !== null) ? cursor("before", page[0]) : null,
    total,
    hasKeys,
  };
}
