import type { Tx } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { StoredEvidence } from "./evidence-schema";
import { type Beside, ITEM_SELECT, iso, personOf, toItem } from "./internal";
import type { QpsDetails, QpsSaid } from "./views";

/** Columns of a request on its own page. */
export const DETAILS_SELECT = {
  ...ITEM_SELECT,
  reason: true,
  expectedPeak: true,
  contact: true,
  evidence: true,
  submittedById: true,
  decidedAt: true,
  decidedById: true,
  decisionNote: true,
  version: true,
  messages: {
    select: { id: true, at: true, authorId: true, isStaff: true, kind: true, body: true },
    orderBy: [{ at: "asc" }, { id: "asc" }],
  },
  approvals: {
    select: { reviewerId: true, at: true, qps: true, from: true, until: true, note: true },
    orderBy: [{ at: "asc" }, { reviewerId: "asc" }],
  },
} as const satisfies Prisma.QpsRequestSelect;

export type DetailsRow = Prisma.QpsRequestGetPayload<{ select: typeof DETAILS_SELECT }>;

/** Everybody who is named on the page of a request. */
export function peopleOf(row: DetailsRow): (string | null)[] {
  return [
    row.submittedById,
    row.decidedById,
    ...row.messages.map(({ authorId }) => authorId),
    ...row.approvals.map(({ reviewerId }) => reviewerId),
  ];
}

/** What both sides see of a request; customers are told no names of staff. */
export function toDetails(row: DetailsRow, beside: Beside, showsStaff: boolean): Omit<QpsDetails, "steps"> {
  return {
    ...toItem(row, beside),
    reason: row.reason,
    expectedPeak: row.expectedPeak,
    contact: row.contact,
    evidence: StoredEvidence.safeParse(row.evidence).data ?? null,
    dueAt: row.status === "pending" || row.status === "question" ? iso(row.dueAt) : null,
    decidedAt: iso(row.decidedAt),
    isDecidedByPolicy: row.status === "approved" && row.decidedById === null,
    decisionNote: row.decisionNote,
    messages: row.messages.map(
      ({ id, at, authorId, isStaff, kind, body }): QpsSaid => ({
        id,
        at: at.toISOString(),
        kind: kind === "question" || kind === "answer" ? kind : "comment",
        isStaff,
        author: isStaff && !showsStaff ? null : personOf(beside, authorId),
        body,
      }),
    ),
    version: row.version,
  };
}

/** A request of the organization, or of any for staff, with everything its page needs; `null` when there is none. */
export function findDetails(
  client: Pick<Tx, "qpsRequest">,
  where: { id: string; orgId?: string },
): Promise<DetailsRow | null> {
  return client.qpsRequest.findFirst({ where, select: DETAILS_SELECT });
}
