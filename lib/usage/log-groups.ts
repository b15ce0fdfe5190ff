import { crc32 } from "node:zlib";
import type { UsageRecord } from "@/lib/edge/ports";
import { MINUTE_MS } from "./units";

/** Refusals of one key with one code that are kept of a minute; the others add to the last one's weight. */
export const REFUSALS_KEPT = 5;
/** The same for all calls together that no key was found for. */
export const STRANGERS_KEPT = 50;
/** Calls of one key, endpoint class and status that are kept of a minute: the first, and samples up to this many in all. */
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
  /** Of samples; `""` and 0 of refusals, which share their room whatever they asked for. */
  readonly classId: string;
  readonly status: number;
  /** As many as could be kept at most, in order; of samples the first call and then those drawn. */
  readonly candidates: UsageRecord[];
  readonly isFirstDrawn: boolean;
  /** All calls of the group. */
  calls: number;
};

/** Whether a call is one of the hundredth that is kept. Depends on its ID alone. */
function isDrawn(requestId: string): boolean {
  return crc32(requestId) % SAMPLE_PART === 0;
}

/** Sorts calls into their groups. A call without an ID could never be asked for and is left out. */
export function groupForLog(records: readonly UsageRecord[]): LogGroup[] {
  const groups = new Map<string, LogGroup>();
  for (const record of records) {
    if (record.requestId === "") continue;
    const fresh = groupOf(record);
    const name = [fresh.orgId, fresh.keyId, fresh.minuteMs, fresh.code, fresh.classId, fresh.status].join(
      "\n",
    );
    const group = groups.get(name) ?? fresh;
    groups.set(name, group);
    group.calls += 1;
    const isWanted = group.kind !== "sample" || group.candidates.length === 0 || isDrawn(record.requestId);
    if (isWanted && group.candidates.length < roomOf(group.kind)) group.candidates.push(record);
  }
  return [...groups.values()];
}

/** How many calls of such a group are kept. */
export function roomOf(kind: LogGroup["kind"]): number {
  return { refusal: REFUSALS_KEPT, sample: SAMPLES_KEPT, stranger: STRANGERS_KEPT }[kind];
}

function groupOf(record: UsageRecord): LogGroup {
  const { orgId, keyId, code, classId, status, requestId } = record;
  const minuteMs = Math.floor(record.at / MINUTE_MS) * MINUTE_MS;
  const shared = { orgId, keyId, minuteMs, code, candidates: [], isFirstDrawn: isDrawn(requestId), calls: 0 };
  if (keyId === "") return { ...shared, kind: "stranger", classId: "", status: 0 };
  if (code !== "") return { ...shared, kind: "refusal", classId: "", status: 0 };
  return { ...shared, kind: "sample", classId, status };
}
