import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { besideOf, ITEM_SELECT, inPhases, toItem } from "./internal";
import { type Place, pageOf, placeOf, QPS_PAGE } from "./page";
import type { QpsPhase } from "./phase";
import type { ListQpsQuery } from "./schemas";
import type { QpsPage, QpsRequestItem } from "./views";

const Rows = z.array(z.object({ id: z.string(), at: z.date() }));

/**
 * The organization's requests, drafts included, the newest first, a page of them.
 * @throws {DomainError} `forbidden`; `invalid_input` for a cursor that is none.
 */
export async function listQpsRequests(
  ctx: OrgContext,
  { phase, keyId, after }: ListQpsQuery,
): Promise<QpsPage<QpsRequestItem>> {
  const place = after === null ? null : placeOf(after);
  const { page, next } = pageOf(await findMine(ctx, { phase, keyId, place, take: QPS_PAGE + 1 }));
  return { items: await readItems(page, ctx.now), next };
}

type Wanted = { phase: readonly QpsPhase[]; keyId: string | null; place: Place | null; take: number };

/** IDs of the organization's requests, the newest first, from behind `place` on. @throws {DomainError} `forbidden`. */
export async function findMine(ctx: OrgContext, { phase, keyId, place, take }: Wanted): Promise<Place[]> {
  requirePermission(ctx, "qps:read");
  const conditions = [Prisma.sql`r.org_id = ${ctx.org.id}`, inPhases(phase, ctx.now)];
  if (keyId !== null) conditions.push(Prisma.sql`r.key_id = ${keyId}`);
  if (place !== null) {
    conditions.push(Prisma.sql`(r.created_at, r.id) < (${place.at}::timestamptz, ${place.id})`);
  }
  return Rows.parse(
    await db.$queryRaw`
      SELECT r.id, r.created_at AS at FROM qps_request r LEFT JOIN "limit" l ON l.id = r.limit_id
      WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY r.created_at DESC, r.id DESC LIMIT ${take}`,
  );
}

/** Requests by ID, in this order. */
export async function readItems(wanted: readonly { id: string }[], now: Date): Promise<QpsRequestItem[]> {
  const rows = await db.qpsRequest.findMany({
    where: { id: { in: wanted.map(({ id }) => id) } },
    select: ITEM_SELECT,
  });
  const beside = await besideOf(db, rows, now);
  const byId = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap(({ id }) => {
    const row = byId.get(id);
    return row === undefined ? [] : [toItem(row, beside)];
  });
}
