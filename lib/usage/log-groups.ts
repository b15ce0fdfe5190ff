import type { UsageRecord } from "@/lib/edge/ports";

/** Refusals of one key with one code that are kept of a minute; the others add to the last one's weight. */
export const REFUSALS_KEPT = 5;
/** The same for all calls together that no key was found for. */
export const STRANGERS_KEPT = 50;
/** Calls of one secret, endpoint class and status that are kept of a minute: the first, and samples up to this many in all. */
export const SAMPLES_KEPT = 10;
const SAMPLE_PART = 100;

/** Calls of one minute that share their room in the log. */
export type LogGroup = {
  readonly kind: "refusal" | "sample" | "stranger";
  readonly orgId: string;
  readonly keyId: string;
  readonly minuteMs: number;
  /** `""` of samples. */
  readonly code: string;
  /** Of samples; `""` and 0 of refusals, which share their room whatever they asked for and with which secret. */
  readonly secretId: string;
  readonly classId: string;
  readonly status: number;
  /** As many as could be kept at most, in order; of samples the first call and then those drawn. */
  readonly candidates: UsageRecord[];
  readonly isFirstDrawn: boolean;
  /** All calls of the group. */
  calls: number;
};

/** Whether a call is one of the hundredth that is kept. Depends on its ID alone, whose last characters are random. */
function isDrawn(requestId: string): boolean {
  const end = requestId.length;
  return (requestId.charCodeAt(end - 1) * 62 + requestId.charCodeAt(end - 2)) % SAMPLE_PART === 0;
}

/** How many calls of such a group are kept. */
export function roomOf(kind: LogGroup["kind"]): number {
  return { refusal: REFUSALS_KEPT, sample: SAMPLES_KEPT, stranger: STRANGERS_KEPT }[kind];
}

/** The group a call belongs to, empty. */
export function groupFor(record: UsageRecord, minuteMs: number): LogGroup {
  const { orgId, keyId, secretId, code, classId, status, requestId } = record;
  const shared = { orgId, keyId, minuteMs, code, candidates: [], isFirstDrawn: isDrawn(requestId), calls: 0 };
  if (keyId === "") return { ...shared, kind: "stranger", secretId: "", classId: "", status: 0 };
  if (code !== "") return { ...shared, kind: "refusal", secretId: "", classId: "", status: 0 };
  return { ...shared, kind: "sample", secretId, classId, status };
}

/** Adds a call to its group. One without an ID could never be asked for and is not kept, but counts. */
export function addToGroup(group: LogGroup, record: UsageRecord): void {
  group.calls += 1;
  const { candidates, kind } = group;
  if (candidates.length === roomOf(kind) || record.requestId === "") return;
  if (kind !== "sample" || candidates.length === 0 || isDrawn(record.requestId)) candidates.push(record);
}
