import type { z } from "zod";
import type { OrgContext } from "@/lib/orgs/context";
import { findMine, readItems } from "@/lib/qps/list-mine";
import type { QpsPhase } from "@/lib/qps/phase";
import { decodeCursor } from "./cursor";
import { cutPage } from "./page";
import { type QpsRequestSummary, qpsSummaryOf } from "./qps-resource";

type Query = {
  status?: QpsPhase | undefined;
  key?: string | undefined;
  cursor?: string | undefined;
  limit: number;
};

/**
 * A page of the organization's QPS requests, the newest first.
 * @throws {DomainError} `invalid_input` for a cursor that is not of this list.
 */
export async function listQpsPage(
  ctx: OrgContext,
  { status, key, cursor, limit }: Query,
): Promise<{ data: z.output<typeof QpsRequestSummary>[]; nextCursor: string | null }> {
  const list = [ctx.org.id, "qps", status, key];
  const [at, id] = cursor === undefined ? [] : decodeCursor(list, cursor);
  const rows = await findMine(ctx, {
    phase: status === undefined ? [] : [status],
    keyId: key ?? null,
    place: at === undefined || id === undefined ? null : { at: new Date(at), id },
    take: limit + 1,
  });
  const { page, nextCursor } = cutPage(rows, limit, list, (row) => [row.at.toISOString(), row.id]);
  return { data: (await readItems(page, ctx.now)).map(qpsSummaryOf), nextCursor };
}
