import type { Role } from "@/lib/members/permissions";
import type { Demand } from "./demand";
import type { QpsEvidence, StoredEvidence } from "./evidence-schema";
import type { QpsPhase } from "./phase";

type Person = { id: string; name: string };

/** What a request is about. */
export type QpsTarget = {
  key: { id: string; name: string; isDeleted: boolean };
  product: { id: string; slug: string; name: string; isSample: boolean };
  class: { id: string; slug: string; name: string };
};

/** What was granted. Times are ISO 8601. */
export type QpsGrant = {
  qps: number;
  from: string;
  until: string | null;
  /** Something else than was asked for. */
  isPartial: boolean;
  /** Ended, or called off, before its time. */
  isCutShort: boolean;
};

/** One request in a list. Times are ISO 8601. */
export type QpsRequestItem = QpsTarget & {
  id: string;
  phase: QpsPhase;
  currentQps: number;
  wantedQps: number;
  /** As asked for. */
  from: string | null;
  until: string | null;
  grant: QpsGrant | null;
  createdBy: Person | null;
  createdAt: string;
  submittedAt: string | null;
  updatedAt: string;
};

/** What of the caller's may be done to it now. Every verb decides again. */
export type QpsRights = {
  canEdit: boolean;
  canSubmit: boolean;
  canAnswer: boolean;
  canComment: boolean;
  canWithdraw: boolean;
};

export type QpsSaid = {
  id: string;
  at: string;
  kind: "question" | "answer" | "comment";
  isStaff: boolean;
  /** Who of the customer's said it; of staff, customers are told no names. */
  author: Person | null;
  body: string;
};

/** One thing that happened to a request, for a list of steps. */
export type QpsStep = {
  at: string;
  what:
    | "drafted"
    | "submitted"
    | "asked"
    | "answered"
    | "approval_given"
    | "approved"
    | "rejected"
    | "withdrawn"
    | "starts"
    | "started"
    | "ends"
    | "ended";
  by: { name: string; isStaff: boolean } | null;
};

/** What both sides see of one request. */
export type QpsDetails = QpsRequestItem & {
  reason: string;
  expectedPeak: number | null;
  contact: string;
  /** What was there to see when it was sent; `null`: a draft, or nothing that this version can read. */
  evidence: StoredEvidence | null;
  /** When an answer is promised by; moves while a question is open. `null`: not sent, or over. */
  dueAt: string | null;
  decidedAt: string | null;
  /** Decided by the policy, not by a person. */
  isDecidedByPolicy: boolean;
  /** What the reviewer, or whoever withdrew it, wrote. */
  decisionNote: string;
  messages: QpsSaid[];
  steps: QpsStep[];
  version: number;
};

/** One request for a member. */
export type QpsRequestDetails = QpsDetails & {
  rights: QpsRights;
  /** The customer's own lower limit, which goes on holding whatever is granted. */
  ownQps: number | null;
};

/** What a form about a key and class is filled with. */
export type QpsForm = {
  /** False for organizations whose limits are not negotiable; nothing can be sent then. */
  isOffered: boolean;
  key: { id: string; name: string };
  /** Every class the key can call. */
  classes: QpsClass[];
  /** The class the rest is about; `null` when none was chosen and there are several, or none. */
  chosen: null | (QpsClass & QpsPast & { openRequestId: string | null });
  /** The most the contract lets one key have in a class; `null`: no ceiling. */
  ceiling: number | null;
  /** Of the caller. */
  contact: string;
  canDraft: boolean;
  canSubmit: boolean;
};

export type QpsClass = {
  classId: string;
  className: string;
  productId: string;
  productName: string;
  isSample: boolean;
  /** What holds now. */
  qps: number;
  /** What was agreed: a contract, the plan, or the class's default. */
  agreed: number;
  ownQps: number | null;
};

/** What past calls tell, for a chart and a what-if. */
export type QpsPast = { evidence: QpsEvidence; demand: Demand };

/** One request in the staff's queue. */
export type QueueItem = QpsRequestItem & {
  org: { id: string; slug: string; name: string; type: "enterprise" | "self_serve" };
  dueAt: string | null;
  isOverdue: boolean;
  /** While a question is open: milliseconds that are left on the clock, which waits. */
  waitingMs: number | null;
  /** Calls refused before, and what a replay of the wanted limit refuses. */
  breaches: { counted: number; replayed: number } | null;
  approvals: number;
  needsTwo: boolean;
};

/** The staff's queue, a page of it, and how much is open in all. */
export type QpsQueue = QpsPage<QueueItem> & {
  counts: { pending: number; question: number; overdue: number };
};

/** One request for a member of staff. */
export type QpsReview = QpsDetails & {
  org: {
    id: string;
    slug: string;
    name: string;
    type: "enterprise" | "self_serve";
    isSuspended: boolean;
    contract: { reference: string; from: string; until: string | null; qpsCeiling: number | null } | null;
    abuseFlags: { id: string; reason: string; raisedAt: string; isAboutKey: boolean }[];
  };
  submittedBy: (Person & { email: string; role: Role | null }) | null;
  isOverdue: boolean;
  waitingMs: number | null;
  /** Limits as they are now; `null` when the key is gone, or cannot call this class any more. */
  now: { qps: number; agreed: number; ownQps: number | null } | null;
  /** Up to now, not as when it was sent. */
  past: QpsPast;
  approvals: {
    by: Person;
    at: string;
    qps: number;
    from: string | null;
    until: string | null;
    note: string;
  }[];
  /** Above this many queries per second a second reviewer has to agree. */
  twoReviewersAbove: number | null;
  /** Why the caller cannot decide; `null`: can. */
  cannotDecide: null | "role" | "self_review" | "not_open";
  canComment: boolean;
  canAsk: boolean;
  /** What was granted holds, or is to, and the caller may end it. */
  canEndGrant: boolean;
  /** Other requests of this organization, the newest first. */
  others: QpsRequestItem[];
};

/** A page of a list; `next` is where the following one begins. */
export type QpsPage<Item> = { items: Item[]; next: string | null };
