import { z } from "zod";
import { kind, noticeName, noticeTime } from "./kind";

const about = { keyName: noticeName, className: noticeName };
const qps = z.int();
const person = noticeName;

const open = (requestId: string) => ({ label: "Open request", path: `requests/${requestId}` });

function grantWords(data: {
  qps: number;
  from: string | null;
  until: string | null;
  isPartial: boolean;
}): string {
  const limit = `${data.qps} queries per second`;
  const begin = data.from === null ? "It holds from now on" : "It begins by itself";
  const end = data.until === null ? "." : " and ends by itself; then what was agreed before holds again.";
  return `${data.isPartial ? "Granted in part" : "Granted"}: ${limit}. ${begin}${end}`;
}

/** What members of an organization are told of its QPS requests: every step that somebody else, or time, has taken. */
export const QPS_NOTICE_KINDS = {
  "qps.drafted": kind({
    label: "A QPS request waits to be sent",
    data: z.object({ ...about, by: person, wantedQps: qps }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: a QPS request waits to be sent`,
      body: `${data.by} asks for ${data.wantedQps} queries per second in ${data.className}. An admin or owner has to look at it and send it.`,
      due: null,
      link: open(subject),
    }),
  }),
  "qps.sent": kind({
    label: "A QPS request was sent",
    data: z.object({ ...about, by: person, wantedQps: qps, dueAt: noticeTime }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: a QPS request was sent`,
      body: `${data.by} asked for ${data.wantedQps} queries per second in ${data.className}.`,
      due: { label: "Answer promised", at: data.dueAt },
      link: open(subject),
    }),
  }),
  "qps.asked": kind({
    label: "There is a question about a QPS request",
    data: z.object({ ...about, question: z.string() }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: a question about your QPS request`,
      body: `${data.question} — It waits for your answer.`,
      due: null,
      link: { label: "Answer", path: `requests/${subject}` },
    }),
  }),
  "qps.answered": kind({
    label: "A question about a QPS request was answered",
    data: z.object({ ...about, by: person, dueAt: noticeTime }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: the question about your QPS request was answered`,
      body: `${data.by} answered. The request goes on.`,
      due: { label: "Decision promised", at: data.dueAt },
      link: open(subject),
    }),
  }),
  "qps.commented": kind({
    label: "There is a comment on a QPS request",
    data: z.object({ ...about, by: person, comment: z.string() }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: a comment on your QPS request`,
      body: `${data.by}: ${data.comment}`.replace(/[^.]$/, "$&."),
      due: null,
      link: open(subject),
    }),
  }),
  "qps.approved": kind({
    label: "A QPS request was approved",
    data: z.object({
      ...about,
      qps,
      /** `null`: at once. */
      from: noticeTime.nullable(),
      until: noticeTime.nullable(),
      isPartial: z.boolean(),
    }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: your QPS request was approved`,
      body: grantWords(data),
      due:
        data.from === null
          ? data.until === null
            ? null
            : { label: "Ends", at: data.until }
          : { label: "Begins", at: data.from },
      link: open(subject),
    }),
  }),
  "qps.rejected": kind({
    label: "A QPS request was rejected",
    data: z.object({ ...about, reason: z.string() }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: your QPS request was rejected`,
      body: `The limit stays as it is. The reason: ${data.reason}`.replace(/[^.]$/, "$&."),
      due: null,
      link: open(subject),
    }),
  }),
  "qps.withdrawn": kind({
    label: "A QPS request was withdrawn",
    data: z.object({ ...about, by: person }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: a QPS request was withdrawn`,
      body: `${data.by} took it back. The limit stays as it is.`,
      due: null,
      link: open(subject),
    }),
  }),
  "qps.started": kind({
    label: "A granted QPS begins",
    data: z.object({ ...about, qps, until: noticeTime.nullable() }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}” has ${data.qps} queries per second now`,
      body: `What was granted for ${data.className} has begun.`,
      due: data.until === null ? null : { label: "Ends", at: data.until },
      link: open(subject),
    }),
  }),
  "qps.ends_soon": kind({
    label: "A granted QPS ends soon",
    data: z.object({ ...about, qps, until: noticeTime }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: ${data.qps} queries per second end soon`,
      body: "Then what was agreed before holds again. Ask again in time if you need it for longer.",
      due: { label: "Ends", at: data.until },
      link: open(subject),
    }),
  }),
  "qps.called_off": kind({
    label: "A granted QPS was called off",
    data: z.object({ ...about, qps }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: ${data.qps} queries per second were called off`,
      body: "They were granted for a later time and will not begin. What was agreed before goes on.",
      due: null,
      link: open(subject),
    }),
  }),
  "qps.ended": kind({
    label: "A granted QPS has ended",
    data: z.object({ ...about, qps, agreed: qps.nullable(), at: noticeTime }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `“${data.keyName}”: ${data.qps} queries per second have ended`,
      body:
        data.agreed === null
          ? "The key cannot call this endpoint class any more."
          : `${data.agreed} queries per second hold again in ${data.className}.`,
      due: { label: "Ended", at: data.at },
      link: open(subject),
    }),
  }),
} as const;

const review = (requestId: string) => ({ label: "Open request", path: `requests/${requestId}` });
const customer = { orgName: noticeName, ...about };

/** What the provider's staff are told of QPS requests. */
export const QPS_STAFF_NOTICE_KINDS = {
  "review.new": kind({
    label: "A customer asks for another QPS",
    data: z.object({ ...customer, currentQps: qps, wantedQps: qps, dueAt: noticeTime }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `${data.orgName} asks for another QPS`,
      body: `“${data.keyName}”, ${data.className}: from ${data.currentQps} to ${data.wantedQps} queries per second.`,
      due: { label: "Answer promised", at: data.dueAt },
      link: review(subject),
    }),
  }),
  "review.answered": kind({
    label: "A customer answered a question about QPS",
    data: z.object({ ...customer, dueAt: noticeTime }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `${data.orgName} answered your question`,
      body: `The request for “${data.keyName}”, ${data.className}, waits for a decision again.`,
      due: { label: "Answer promised", at: data.dueAt },
      link: review(subject),
    }),
  }),
  "review.commented": kind({
    label: "There is a comment on a QPS request",
    data: z.object({ ...customer, by: person, comment: z.string() }),
    isMailed: false,
    say: ({ subject, data }) => ({
      title: `${data.orgName}: a comment on the request for “${data.keyName}”`,
      body: `${data.by}: ${data.comment}`.replace(/[^.]$/, "$&."),
      due: null,
      link: review(subject),
    }),
  }),
  "review.withdrawn": kind({
    label: "A customer withdrew a QPS request",
    data: z.object(customer),
    isMailed: false,
    say: ({ subject, data }) => ({
      title: `${data.orgName} withdrew a QPS request`,
      body: `Nothing is to be decided about “${data.keyName}”, ${data.className}, any more.`,
      due: null,
      link: review(subject),
    }),
  }),
  "review.second_needed": kind({
    label: "A QPS request needs a second reviewer",
    data: z.object({ ...customer, by: person, qps }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `${data.orgName}: a second reviewer is needed`,
      body: `${data.by} agreed to ${data.qps} queries per second for “${data.keyName}”, ${data.className}. Somebody else has to agree to the same.`,
      due: null,
      link: review(subject),
    }),
  }),
  "review.decided_by_policy": kind({
    label: "A QPS request was approved by the policy",
    data: z.object({ ...customer, qps }),
    isMailed: false,
    say: ({ subject, data }) => ({
      title: `${data.orgName}: ${data.qps} queries per second were approved by the policy`,
      body: `For “${data.keyName}”, ${data.className}. Nobody has to do anything.`,
      due: null,
      link: review(subject),
    }),
  }),
  "review.overdue": kind({
    label: "A QPS request is overdue",
    data: z.object({ ...customer, dueAt: noticeTime }),
    isMailed: true,
    say: ({ subject, data }) => ({
      title: `${data.orgName} waits for an answer longer than promised`,
      body: `The request for “${data.keyName}”, ${data.className}, has not been decided.`,
      due: { label: "Was promised", at: data.dueAt },
      link: review(subject),
    }),
  }),
} as const;
