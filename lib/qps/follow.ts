import { z } from "zod";
import { db, type Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { withTransaction } from "@/lib/db/transaction";
import { classesOfKey } from "./classes";
import { tellCustomer, tellReviewers } from "./tell";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** What happened longer ago is not told any more. */
const TOLD_FOR_DAYS = 7;
/** People are told so long before an end, if the limit held at least twice as long. */
const ENDING_MS = DAY_MS;
const BATCH = 200;

const Rows = z.array(
  z.object({
    id: z.string(),
    what: z.enum(["started", "ends_soon", "ended", "called_off", "overdue"]),
    from: z.date().nullable(),
    until: z.date().nullable(),
    dueAt: z.date().nullable(),
    occurrence: z.string(),
  }),
);
type Row = z.output<typeof Rows>[number];

/**
 * Tells people what time has done to requests: a granted limit has begun, ends tomorrow or has ended, staff called it off before
 * it began, or an answer is overdue. The limits themselves need nobody: every edge judges their dates at each call.
 *
 * Every instance may run it, at any time and again: each event is dealt with once, also where nobody wants to hear of it, so that
 * none stands in the way of others. What happened more than a week before the first run afterwards is not made up for.
 * @returns How many notices were made.
 */
export async function followQpsRequests(now: Date): Promise<number> {
  let made = 0;
  for (const row of Rows.parse(await db.$queryRaw(dueNow(now)))) made += await tell(row, now);
  return made;
}

/** Events of the last week that nobody has dealt with. */
function dueNow(now: Date): Prisma.Sql {
  const since = new Date(now.getTime() - TOLD_FOR_DAYS * DAY_MS);
  const soon = new Date(now.getTime() + ENDING_MS);
  return Prisma.sql`
    SELECT e.* FROM (
      SELECT r.id, 'started' AS what, l.from, l.until, r.due_at AS "dueAt",
             (extract(epoch FROM l.from) * 1000)::bigint::text AS occurrence, r.followed
        FROM qps_request r JOIN "limit" l ON l.id = r.limit_id
       WHERE l.from > r.decided_at AND l.from <= ${now}::timestamptz AND l.from > ${since}::timestamptz
         AND (l.until IS NULL OR l.until > ${now}::timestamptz)
      UNION ALL
      SELECT r.id, 'ends_soon', l.from, l.until, r.due_at, (extract(epoch FROM l.until) * 1000)::bigint::text, r.followed
        FROM qps_request r JOIN "limit" l ON l.id = r.limit_id
       WHERE l.from <= ${now}::timestamptz AND l.until > ${now}::timestamptz AND l.until <= ${soon}::timestamptz
         AND l.until - l.from >= ${(2 * ENDING_MS) / 1000} * interval '1 second'
      UNION ALL
      SELECT r.id, 'ended', l.from, l.until, r.due_at, (extract(epoch FROM l.until) * 1000)::bigint::text, r.followed
        FROM qps_request r JOIN "limit" l ON l.id = r.limit_id
       WHERE l.until <= ${now}::timestamptz AND l.until > ${since}::timestamptz
      UNION ALL
      SELECT r.id, 'called_off', NULL, NULL, r.due_at, 'once', r.followed
        FROM qps_request r LEFT JOIN "limit" l ON l.id = r.limit_id
       WHERE r.limit_id IS NOT NULL AND l.id IS NULL AND r.granted_from > ${since}::timestamptz
      UNION ALL
      SELECT r.id, 'overdue', NULL, NULL, r.due_at, (extract(epoch FROM r.due_at) * 1000)::bigint::text, r.followed
        FROM qps_request r
       WHERE r.status = 'pending' AND r.due_at <= ${now}::timestamptz AND r.due_at > ${since}::timestamptz
    ) e
    WHERE NOT e.what || ' ' || e.occurrence = ANY (e.followed)
    ORDER BY e.id, e.what LIMIT ${BATCH}`;
}

function tell({ id, what, from, until, dueAt, occurrence }: Row, now: Date): Promise<number> {
  return withTransaction(async (tx) => {
    if (!(await markFollowed(tx, id, `${what} ${occurrence}`))) return 0;
    const request = await tx.qpsRequest.findUnique({
      where: { id },
      select: {
        id: true,
        orgId: true,
        classId: true,
        createdById: true,
        submittedById: true,
        grantedQps: true,
        key: { select: { id: true, name: true } },
        endpointClass: { select: { name: true, product: { select: { name: true } } } },
        org: { select: { name: true } },
      },
    });
    if (request === null) return 0;
    const event = { at: now, occurrence };
    if (what === "overdue") {
      if (dueAt === null) return 0;
      return tellReviewers(tx, request, {
        ...event,
        kind: "review.overdue",
        data: { dueAt: dueAt.toISOString() },
      });
    }
    const qps = request.grantedQps ?? 0;
    if (what === "called_off") {
      return tellCustomer(tx, request, { ...event, kind: "qps.called_off", data: { qps } });
    }
    if (what === "started" && from !== null) {
      const data = { qps, until: until?.toISOString() ?? null };
      return tellCustomer(tx, request, { ...event, kind: "qps.started", data });
    }
    if (until === null) return 0;
    if (what === "ends_soon") {
      return tellCustomer(tx, request, {
        ...event,
        kind: "qps.ends_soon",
        data: { qps, until: until.toISOString() },
      });
    }
    const ofKey = await classesOfKey(tx, { keyId: request.key.id, orgId: request.orgId }, now);
    const agreed = ofKey?.classes.find(({ classId }) => classId === request.classId)?.agreed ?? null;
    const data = { qps, agreed, at: until.toISOString() };
    return tellCustomer(tx, request, { ...event, kind: "qps.ended", data });
  });
}

/** Whether this caller is the one who deals with the event; others wait for the outcome here. */
async function markFollowed(tx: Tx, id: string, event: string): Promise<boolean> {
  const marked = await tx.$executeRaw`
    UPDATE qps_request SET followed = array_append(followed, ${event}::text)
     WHERE id = ${id} AND NOT ${event}::text = ANY (followed)`;
  return marked === 1;
}
