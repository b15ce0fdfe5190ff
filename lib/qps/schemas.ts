import { z } from "zod";
import { KeyRef, Reason, sentences } from "@/lib/keys/schemas";
import { isId } from "@/lib/std/id";
import { QPS_PHASES } from "./phase";
import { QPS_MAX } from "./sizes";

/** How many things can be said about one request. */
export const MESSAGES_MAX = 200;
/** How far ahead a limit may begin or end, in days. */
export const AHEAD_DAYS_MAX = 3650;
/** How many days back evidence and what-if look. */
export const EVIDENCE_DAYS = 14;

const REASON_MAX = 2000;
const CONTACT_MAX = 200;
const MESSAGE_MAX = 4000;

const RequestId = z.string().refine((id) => isId("qpsRequest", id), "This is not a QPS request.");
const ClassId = z.string().refine((id) => isId("endpointClass", id), "This is not an endpoint class.");
const Version = z.int().min(1);
const Moment = z.iso.datetime({ offset: true, error: "Enter a date." });

const Qps = z
  .int("Enter a whole number.")
  .min(1, "Ask for 1 at least. To stop a key, disable it.")
  .max(QPS_MAX, `This is more than ${QPS_MAX}.`);

/** Names one request. */
export const QpsRequestRef = z.strictObject({ requestId: RequestId });
export type QpsRequestRef = z.output<typeof QpsRequestRef>;

/** Which key, and which class of it, a form is about; `null`: not chosen yet. */
export const QpsFormQuery = KeyRef.extend({ classId: ClassId.nullable().default(null) });
export type QpsFormQuery = z.output<typeof QpsFormQuery>;

/** What is asked for. Times are ISO 8601 with a zone. */
export const QpsWish = KeyRef.extend({
  classId: ClassId,
  wantedQps: Qps,
  /** `null`: as soon as it is approved. */
  from: Moment.nullable().default(null),
  /** `null`: without an end. */
  until: Moment.nullable().default(null),
  reason: sentences(REASON_MAX).pipe(z.string().min(1, "Say what it is for. It decides most requests.")),
  /** Calls per second expected at the busiest moment. */
  expectedPeak: Qps.nullable().default(null),
  /** Whom the provider can ask, and how. */
  contact: sentences(CONTACT_MAX).pipe(z.string().min(1, "Say whom we can ask.")),
}).refine(({ from, until }) => from === null || until === null || Date.parse(until) > Date.parse(from), {
  path: ["until"],
  error: "Choose an end after the beginning.",
});
export type QpsWish = z.output<typeof QpsWish>;

/** A wish to be kept or sent: a new one without `request`, or a draft in the version its writer has seen. */
export const WriteQpsInput = z.strictObject({
  request: z
    .strictObject({ requestId: RequestId, version: Version.nullable().default(null) })
    .nullable()
    .default(null),
  wish: QpsWish,
});
export type WriteQpsInput = z.output<typeof WriteQpsInput>;

/** A request in the version that whoever changes it has seen; `null` changes whatever is there. */
const Seen = QpsRequestRef.extend({ version: Version.nullable().default(null) });
export type QpsSeenRef = z.output<typeof Seen>;

/** What taking a request back takes. */
export const WithdrawQpsInput = Seen.extend({ reason: Reason.default("") });
export type WithdrawQpsInput = z.output<typeof WithdrawQpsInput>;

const Said = sentences(MESSAGE_MAX).pipe(z.string().min(1, "Write something first."));

/** What a question, or the answer to it, takes. */
export const SayQpsInput = Seen.extend({ body: Said });
export type SayQpsInput = z.output<typeof SayQpsInput>;

/** What a comment takes: it changes nothing, so no version is asked for. */
export const CommentQpsInput = QpsRequestRef.extend({ body: Said });
export type CommentQpsInput = z.output<typeof CommentQpsInput>;

/** What is granted: in full, in part or from a later time. */
export const ApproveQpsInput = Seen.extend({
  qps: Qps,
  /** `null`: at once. */
  from: Moment.nullable().default(null),
  /** `null`: without an end. */
  until: Moment.nullable().default(null),
  /** For the customer. */
  note: sentences(REASON_MAX).default(""),
}).refine(({ from, until }) => from === null || until === null || Date.parse(until) > Date.parse(from), {
  path: ["until"],
  error: "Choose an end after the beginning.",
});
export type ApproveQpsInput = z.output<typeof ApproveQpsInput>;

const ToldReason = sentences(REASON_MAX).pipe(z.string().min(1, "Say why. The customer reads it."));

/** What rejecting takes; the customer reads the reason. */
export const RejectQpsInput = Seen.extend({ reason: ToldReason });
export type RejectQpsInput = z.output<typeof RejectQpsInput>;

/** What ending a grant before its time takes; the customer reads the reason. */
export const EndQpsGrantInput = Seen.extend({ reason: ToldReason });
export type EndQpsGrantInput = z.output<typeof EndQpsGrantInput>;

/** Whose requests a list shows. */
export const ListQpsQuery = z.strictObject({
  phase: z.array(z.enum(QPS_PHASES)).max(QPS_PHASES.length).default([]),
  keyId: KeyRef.shape.keyId.nullable().default(null),
  /** A former page's `next`. */
  after: z.string().max(100).nullable().default(null),
});
export type ListQpsQuery = z.output<typeof ListQpsQuery>;

/** What the staff's queue shows: those to be decided, the most urgent first, or all others, the newest first. */
export const ListQueueQuery = z.strictObject({
  view: z.enum(["open", "decided"]).default("open"),
  phase: z.array(z.enum(QPS_PHASES)).max(QPS_PHASES.length).default([]),
  /** Slug or part of the name of an organization, a key ID or part of its name, or a request ID. */
  q: z.string().trim().max(100, "Use at most 100 characters.").default(""),
  isOverdue: z.boolean().default(false),
  after: z.string().max(100).nullable().default(null),
});
export type ListQueueQuery = z.output<typeof ListQueueQuery>;

/** How requests are treated here. */
export const QpsPolicy = z.strictObject({
  /** Hours in which an answer is promised; the clock waits while a question is open. */
  answerWithinHours: z.int("Enter whole hours.").min(1, "Use at least 1.").max(720, "Use at most 720."),
  /** A grant of more queries per second takes two reviewers; `null`: one is enough. */
  twoReviewersAbove: z.int("Enter a whole number.").min(1, "Use at least 1.").max(QPS_MAX).nullable(),
  /** Approves by itself what stays below a multiple of what was agreed, below the contract's ceiling, and without an abuse flag. */
  autoApprove: z.strictObject({
    isOn: z.boolean(),
    maxFactor: z.number("Enter a number.").min(1, "Use at least 1.").max(10, "Use at most 10."),
  }),
});
export type QpsPolicy = z.output<typeof QpsPolicy>;

/** What holds while nobody has set anything. */
export const DEFAULT_QPS_POLICY: QpsPolicy = {
  answerWithinHours: 48,
  twoReviewersAbove: 500,
  autoApprove: { isOn: false, maxFactor: 2 },
};

/** What changing the policy takes. */
export const ChangeQpsPolicyInput = z.strictObject({
  policy: QpsPolicy,
  /** The version that whoever changes it has seen. */
  version: z.int().min(0),
  reason: Reason.default(""),
});
export type ChangeQpsPolicyInput = z.output<typeof ChangeQpsPolicyInput>;
