import { z } from "zod";
import {
  byWhom,
  EventActor,
  type EventType,
  EXAMPLE_ACTOR,
  EXAMPLE_KEY,
  eventKey,
  eventTime,
  eventType,
  shownTime,
  withReason,
} from "./event-type";

/** Something that somebody did about a QPS request. */
const step = {
  requestId: z.string(),
  ...eventKey,
  /** Product and endpoint class: "Map display · Tiles". */
  className: z.string(),
  wantedQps: z.number(),
  by: EventActor,
  reason: z.string().nullable(),
};
const Step = z.object(step);

/** Something that time did to what was granted. */
const grant = { requestId: z.string(), keyName: z.string(), className: z.string(), qps: z.number() };

const REQUEST = { requestId: "qpr_2bCdEfGhIjKlMnOpQrStUv", className: "Map display · Tiles" };
const EXAMPLE_STEP = { ...REQUEST, ...EXAMPLE_KEY, wantedQps: 50, by: EXAMPLE_ACTOR, reason: null };
const EXAMPLE_GRANT = { ...REQUEST, keyName: EXAMPLE_KEY.keyName, qps: 50 };

function plainStep(label: string, means: string, done: string): EventType<typeof Step> {
  return eventType({
    label,
    means,
    data: Step,
    example: EXAMPLE_STEP,
    say: (data) => {
      const whom = byWhom(data.by);
      const about = `QPS request for key “${data.keyName}” (${data.className}, ${data.wantedQps} per second)`;
      return withReason(`${about} ${done}${whom === "" ? "" : ` ${whom}`}.`, data.reason);
    },
  });
}

/** What becomes of QPS requests. */
export const QPS_EVENTS = {
  "qps_request.submitted": plainStep("QPS request sent", "A request for another QPS was sent.", "was sent"),
  "qps_request.question_asked": plainStep(
    "Question about a QPS request",
    "The provider asked something; the request waits for your answer.",
    "has a question asked",
  ),
  "qps_request.answered": plainStep(
    "Question answered",
    "A question of the provider was answered; the request goes on.",
    "had its question answered",
  ),
  "qps_request.approved": eventType({
    label: "QPS request approved",
    means: "A request was granted, in full or in part; the limit begins and ends by itself.",
    data: z.object({ ...step, qps: z.number(), from: eventTime.nullable(), until: eventTime.nullable() }),
    example: { ...EXAMPLE_STEP, qps: 50, from: "2026-03-01T09:30:00.000Z", until: null },
    say: (data) =>
      withReason(
        `QPS request for key “${data.keyName}” (${data.className}) was approved: ${data.qps} queries per second.`,
        data.reason,
      ),
  }),
  "qps_request.rejected": plainStep(
    "QPS request rejected",
    "A request was rejected; the limit stays as it is.",
    "was rejected",
  ),
  "qps_request.withdrawn": plainStep(
    "QPS request withdrawn",
    "A request was taken back by somebody of the organization.",
    "was withdrawn",
  ),
  "qps_request.started": eventType({
    label: "Granted QPS begins",
    means: "A QPS that was granted for a later time holds from now on.",
    data: z.object({ ...grant, until: eventTime.nullable() }),
    example: { ...EXAMPLE_GRANT, until: "2026-03-08T00:00:00.000Z" },
    say: ({ keyName, className, qps }) =>
      `Key “${keyName}” has ${qps} queries per second in ${className} from now on.`,
  }),
  "qps_request.ends_soon": eventType({
    label: "Granted QPS ends soon",
    means: "A granted QPS ends within a day.",
    data: z.object({ ...grant, until: eventTime }),
    example: { ...EXAMPLE_GRANT, until: "2026-03-08T00:00:00.000Z" },
    say: ({ keyName, className, qps, until }) =>
      `The ${qps} queries per second of key “${keyName}” in ${className} end at ${shownTime(until)}.`,
  }),
  "qps_request.ended": eventType({
    label: "Granted QPS ended",
    means: "A granted QPS has ended; what was agreed before holds again.",
    data: z.object({ ...grant, endedAt: eventTime, agreedQps: z.number().nullable() }),
    example: { ...EXAMPLE_GRANT, endedAt: "2026-03-08T00:00:00.000Z", agreedQps: 5 },
    say: ({ keyName, className, qps }) =>
      `The ${qps} queries per second of key “${keyName}” in ${className} have ended.`,
  }),
  "qps_request.called_off": eventType({
    label: "Granted QPS called off",
    means: "The provider called off a QPS that was granted for a later time.",
    data: z.object(grant),
    example: EXAMPLE_GRANT,
    say: ({ keyName, className, qps }) =>
      `The ${qps} queries per second granted to key “${keyName}” in ${className} were called off.`,
  }),
} as const;
