import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";
import { clockOf } from "./clock";
import { StoredEvidence } from "./evidence-schema";
import { besideOf, ITEM_SELECT, inPhases, iso, toItem } from "./internal";
import { pageOf, placeOf, QPS_PAGE } from "./page";
import { readQpsPolicy } from "./policy";
import type { ListQueueQuery } from "./schemas";
import type { QpsQueue, QueueItem } from "./views";

const Rows = z.array(z.object({ id: z.string(), at: z.date() }));
const Counts = z.tuple([z.object({ pending: z.int(), question: z.int(), overdue: z.int() })]);

/** Waiting for an answer of the customer: behind everything that waits for us. */
const OPEN_AT = Prisma.sql`CASE r.status WHEN 'question' THEN r.due_at + interval '1000 years' ELSE r.due_at END`;

/**
 * Requests of all customers: those to be decided, the most urgent first and those with an open question last; or the others, the
 * one decided last first. What was never sent is nobody's business here.
 * @throws {DomainError} `forbidden`; `invalid_input` for a cursor that is none.
 */
export async function listQpsQueue(ctx: StaffContext, query: ListQueueQuery): Promise<QpsQueue> {
  requireStaff(ctx, "qps:review");
  const { now } = ctx;
  const isOpen = query.view === "open";
  const conditions = [
    isOpen
      ? Prisma.sql`r.status IN ('pending', 'question')`
      : Prisma.sql`r.status NOT IN ('draft', 'pending', 'question') AND r.submitted_at IS NOT NULL`,
    inPhases(query.phase, now),
    ...(query.q === "" ? [] : [about(query.q)]),
    ...(query.isOverdue ? [Prisma.sql`r.status = 'pending' AND r.due_at < ${now}::timestamptz`] : []),
    ...(query.after === null ? [] : [beyond(query.after, isOpen)]),
  ];
  const found = Rows.parse(
    await db.$queryRaw`
      SELECT r.id, ${isOpen ? OPEN_AT : Prisma.sql`r.decided_at`} AS at
      FROM qps_request r
      JOIN org o ON o.id = r.org_id JOIN key k ON k.id = r.key_id LEFT JOIN "limit" l ON l.id = r.limit_id
      WHERE ${Prisma.join(conditions, " AND ")}
      ORDER BY ${isOpen ? Prisma.sql`at, r.id` : Prisma.sql`at DESC, r.id DESC`} LIMIT ${QPS_PAGE + 1}`,
  );
  const { page, next } = pageOf(found);
  return { items: await readQueue(page, now), next, counts: await countOpen(now) };
}

function beyond(after: string, isOpen: boolean): Prisma.Sql {
  const { at, id } = placeOf(after);
  return isOpen
    ? Prisma.sql`(${OPEN_AT}, r.id) > (${at}::timestamptz, ${id})`
    : Prisma.sql`(r.decided_at, r.id) < (${at}::timestamptz, ${id})`;
}

function about(q: string): Prisma.Sql {
  return Prisma.sql`(${q} IN (r.id, r.key_id, o.id, o.slug)
    OR position(lower(${q}) IN lower(o.name)) > 0 OR position(lower(${q}) IN lower(k.name)) > 0)`;
}

async function countOpen(now: Date): Promise<QpsQueue["counts"]> {
  const rows = await db.$queryRaw`
    SELECT count(*) FILTER (WHERE status = 'pending')::int AS pending,
           count(*) FILTER (WHERE status = 'question')::int AS question,
           count(*) FILTER (WHERE status = 'pending' AND due_at < ${now}::timestamptz)::int AS overdue
    FROM qps_request WHERE status IN ('pending', 'question')`;
  return Counts.parse(rows)[0];
}

async function readQueue(wanted: readonly { id: string }[], now: Date): Promise<QueueItem[]> {
  const rows = await db.qpsRequest.findMany({
    where: { id: { in: wanted.map(({ id }) => id) } },
    select: {
      ...ITEM_SELECT,
      evidence: true,
      org: { select: { id: true, slug: true, name: true, type: true } },
      messages: { select: { kind: true, at: true }, orderBy: [{ at: "asc" }, { id: "asc" }] },
      _count: { select: { approvals: true } },
    },
  });
  const [beside, { policy }] = [await besideOf(db, rows, now), await readQpsPolicy(db)];
  const byId = new Map(rows.map((row) => [row.id, row]));
  return wanted.flatMap(({ id }): QueueItem[] => {
    const row = byId.get(id);
    if (row === undefined) return [];
    const evidence = StoredEvidence.safeParse(row.evidence).data;
    return [
      {
        ...toItem(row, beside),
        org: row.org,
        dueAt: iso(row.dueAt),
        ...clockOf(row, now),
        breaches: evidence ? { counted: evidence.breaches, replayed: evidence.wanted.breaches } : null,
        approvals: row._count.approvals,
        needsTwo: policy.twoReviewersAbove !== null && row.wantedQps > policy.twoReviewersAbove,
      },
    ];
  });
}
