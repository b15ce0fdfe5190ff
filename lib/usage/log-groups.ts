import type { UsageRecord } from "@/lib/edge/ports";
import { isTailed } from "./tails";

/** Refusals of one key with one code that are kept of a minute; the others add to the last one's weight. */
export const REFUSALS_KEPT = 5;
/** The same for all calls together that no key was found for. */
export const STRANGERS_KEPT = 50;
/** Calls of one secret, endpoint class and status that are kept of a minute: the first, and samples up to this many in all. */
export const SAMPLES_KEPT = 10;
/** The same, of refusals and of the others, while somebody watches the organization's calls as they come: all, as good as. */
export const WATCHED_KEPT = 3_000;
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
  /** Somebody watches them as they come. */
  readonly isWatched: boolean;
  /** All calls of the group. */
  calls: number;
};

/** Whether a call is one of the hundredth that is kept. Depends on its ID alone, whose last characters are random. */
function isDrawn(requestId: string): boolean {
  const end = requestId.length;
  return (requestId.charCodeAt(end - 1) * 62 + requestId.charCodeAt(end - 2)) % SAMPLE_PART === 0;
}

const ROOM = { refusal: REFUSALS_KEPT, sample: SAMPLES_KEPT, stranger: STRANGERS_KEPT } as const;

/** How many calls of a group are kept. */
export function roomOf({ kind, isWatched }: Pick<LogGroup, "kind" | "isWatched">): number {
  return isWatched ? WATCHED_KEPT : ROOM[kind];
}

/** The group a call belongs to, empty. */
export function groupFor(record: UsageRecord, minuteMs: number): LogGroup {
  const { orgId, keyId, secretId, code, classId, status, requestId } = record;
  const isFirstDrawn = isDrawn(requestId);
  const isWatched = keyId !== "" && isTailed(orgId);
  const shared = { orgId, keyId, minuteMs, code, candidates: [], isFirstDrawn, isWatched, calls: 0 };
  if (keyId === "") return { ...shared, kind: "stranger", secretId: "", classId: "", status: 0 };
  if (code !== "") return { ...shared, kind: "refusal", secretId: "", classId: "", status: 0 };
  return { ...shared, kind: "sample", secretId, classId, status };
}

/**
 * Keeps a call of a group where it is one of those to be kept, and answers whether there is room for more. One without an ID
 * could never be asked for and is not kept. Counting it is apart.
 */
export function offerToLog(group: LogGroup, record: UsageRecord): boolean {
  const { candidates, kind, isWatched } = group;
  if (candidates.length === roomOf(group)) return false;
  if (record.requestId === "") return true;
  const isAnyKept = kind !== "sample" || isWatched || candidates.length === 0;
  if (isAnyKept || isDrawn(record.requestId)) candidates.push(record);
  return true;
}
