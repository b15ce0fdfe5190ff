import { z } from "zod";
import { QPS_PHASES } from "@/lib/qps/phase";
import type { QpsRequestDetails, QpsRequestItem } from "@/lib/qps/views";

const Time = z.iso.datetime();
const Replayed = z.object({
  qps: z.int(),
  breaches: z.int().meta({ description: "Calls this limit would have refused." }),
});

/** What calls of the last 14 days show, as the API tells it. */
export const QpsEvidenceOut = z.object({
  from: Time,
  to: Time,
  calls: z.int(),
  peak: z.int().meta({ description: "Most calls in one second, let through or not." }),
  peakAt: Time.nullable(),
  breaches: z.int().meta({ description: "Calls that were refused as `qps_exceeded`." }),
});

const Summary = z.object({
  id: z.string().meta({ example: "qpr_4fT2WqLmN0aXcV7bR1sYd9" }),
  status: z.enum(QPS_PHASES).meta({
    description:
      "`pending` waits for the provider, `question` for you; what was approved is `scheduled`, `active` or `ended`.",
  }),
  key: z.string().meta({ description: "ID of the key." }),
  product: z.string().meta({ description: "Slug of the product." }),
  class: z.string().meta({ description: "Slug of the endpoint class." }),
  currentQps: z.int().meta({ description: "What was agreed when it was sent." }),
  qps: z.int().meta({ description: "What is asked for." }),
  from: Time.nullable(),
  until: Time.nullable(),
  granted: z
    .object({ qps: z.int(), from: Time, until: Time.nullable() })
    .nullable()
    .meta({ description: "What was granted; it begins and ends by itself." }),
  createdAt: Time,
  submittedAt: Time.nullable(),
  updatedAt: Time,
});

/** A QPS request in a list. */
export const QpsRequestSummary = Summary.meta({
  id: "QpsRequestSummary",
  description: "A QPS request in a list.",
});

/** A QPS request as the API shows it: an allow list. */
export const QpsRequestResource = Summary.extend({
  reason: z.string(),
  expectedPeak: z.int().nullable(),
  contact: z.string(),
  dueAt: Time.nullable().meta({
    description: "When an answer is promised by; the clock waits while a question is open.",
  }),
  decidedAt: Time.nullable(),
  decisionNote: z.string().meta({ description: "What the provider wrote when it decided." }),
  evidence: QpsEvidenceOut.extend({ current: Replayed, wanted: Replayed })
    .nullable()
    .meta({ description: "What calls had shown when it was sent, and a replay of both limits over them." }),
  messages: z.array(
    z.object({
      at: Time,
      kind: z.enum(["question", "answer", "comment"]),
      by: z.enum(["provider", "customer"]),
      body: z.string(),
    }),
  ),
  version: z.int().meta({ description: "Raised by every change; also the `ETag`." }),
}).meta({ id: "QpsRequest", description: "A request for another QPS of a key in an endpoint class." });
export type QpsRequestResource = z.output<typeof QpsRequestResource>;

/** A request of a list in the API's words. */
export function qpsSummaryOf(item: QpsRequestItem): z.output<typeof Summary> {
  const { grant } = item;
  return {
    id: item.id,
    status: item.phase,
    key: item.key.id,
    product: item.product.slug,
    class: item.class.slug,
    currentQps: item.currentQps,
    qps: item.wantedQps,
    from: item.from,
    until: item.until,
    granted: grant && { qps: grant.qps, from: grant.from, until: grant.until },
    createdAt: item.createdAt,
    submittedAt: item.submittedAt,
    updatedAt: item.updatedAt,
  };
}

/** A request in the API's words. */
export function qpsResourceOf(details: QpsRequestDetails): QpsRequestResource {
  const { evidence } = details;
  const replayed = ({ limit, breaches }: { limit: number; breaches: number }) => ({ qps: limit, breaches });
  return {
    ...qpsSummaryOf(details),
    reason: details.reason,
    expectedPeak: details.expectedPeak,
    contact: details.contact,
    dueAt: details.dueAt,
    decidedAt: details.decidedAt,
    decisionNote: details.decisionNote,
    evidence: evidence && {
      ...evidence,
      current: replayed(evidence.current),
      wanted: replayed(evidence.wanted),
    },
    messages: details.messages.map(({ at, kind, isStaff, body }) => ({
      at,
      kind,
      by: isStaff ? ("provider" as const) : ("customer" as const),
      body,
    })),
    version: details.version,
  };
}
