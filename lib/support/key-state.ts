import type { KeyStatus } from "@/lib/keys/schemas";
import { refusalPhrase } from "./refusal-phrases";

/** Refused calls with one code in the last 24 hours. Times are ISO 8601. */
export type RefusedCalls = {
  code: string;
  hour: number;
  day: number;
  /** When the last one was, to the minute. */
  lastAt: string;
  /** What the newest one that is kept says. */
  saw: string;
  rule: string;
};

/** What was counted of a key's calls. Times are ISO 8601. */
export type KeyTraffic = {
  acceptedHour: number;
  acceptedDay: number;
  /** When a call was last let through; `null`: never. */
  lastAcceptedAt: string | null;
  /** The most frequent first. */
  refused: RefusedCalls[];
  /** When the first refusal since the last accepted call was, to the minute; `null` without one in the last 24 hours. */
  refusedSince: string | null;
};

/** What the state of a key follows from. Times are ISO 8601. */
export type StateFacts = {
  status: KeyStatus;
  orgSuspendedAt: string | null;
  orgSuspendedReason: string | null;
  disabledAt: string | null;
  disabledReason: string | null;
  validFrom: string | null;
  expiresAt: string | null;
  deletedAt: string | null;
  traffic: KeyTraffic;
};

/** `works`, `partly` and `refused`: what callers get now; `idle`: nobody calls. */
export type KeyState = {
  tone: "works" | "partly" | "refused" | "idle";
  /** One sentence, complete, safe to show to the customer. */
  sentence: string;
  /** The refusal code that whoever calls now gets, or most callers got; `null`: none. */
  code: string | null;
};

/**
 * The state of a key in one sentence, at `now`.
 *
 * What refuses every call comes first, in the order of the gates; then what the last hour's calls met. Times are said in UTC.
 */
export function keyState(facts: StateFacts, now: Date): KeyState {
  return refusedByState(facts, now) ?? byTraffic(facts.traffic, now);
}

function refusedByState(facts: StateFacts, now: Date): KeyState | null {
  const since = (at: string | null) => (at === null ? "" : ` since ${moment(at, now)}`);
  const because = (reason: string | null) =>
    reason === null ? ". No reason was given." : `: ${ended(reason)}`;
  if (facts.status === "deleted")
    return refused("key_invalid", `Refused${since(facts.deletedAt)}: the key is in the trash.`);
  if (facts.orgSuspendedAt !== null) {
    const start = `Refused${since(facts.orgSuspendedAt)}: the whole organization is suspended`;
    return refused("org_suspended", `${start}${because(facts.orgSuspendedReason)}`);
  }
  switch (facts.status) {
    case "disabled":
    case "disabled_by_staff": {
      const by = facts.status === "disabled" ? "the customer" : "the provider";
      const start = `Refused${since(facts.disabledAt)}: ${by} disabled the key`;
      return refused("key_disabled", `${start}${because(facts.disabledReason)}`);
    }
    case "not_yet_valid":
      return refused(
        "key_not_yet_valid",
        `Refused until ${moment(facts.validFrom ?? "", now)}: the key is not valid yet.`,
      );
    case "expired":
      return refused("key_expired", `Refused${since(facts.expiresAt)}: the key has expired.`);
    case "active":
      return null;
  }
}

function byTraffic(
  { acceptedHour, lastAcceptedAt, refused: all, refusedSince }: KeyTraffic,
  now: Date,
): KeyState {
  const [most] = all.filter(({ hour }) => hour > 0).toSorted((a, b) => b.hour - a.hour);
  const refusedHour = all.reduce((sum, { hour }) => sum + hour, 0);
  if (most === undefined && acceptedHour > 0)
    return { tone: "works", sentence: `Works: ${calls(acceptedHour)} in the last hour.`, code: null };
  if (most !== undefined && acceptedHour === 0) {
    const since = refusedSince === null ? " in the last hour" : ` since ${moment(refusedSince, now)}`;
    return refused(most.code, `Refused${since}: ${refusalPhrase(most.code, most)}.`);
  }
  if (most !== undefined) {
    const total = acceptedHour + refusedHour;
    const part = `${count(refusedHour)} of ${calls(total)} in the last hour ${refusedHour === 1 ? "was" : "were"} refused`;
    const why = `${most.hour === refusedHour ? "" : ", most of them"}: ${refusalPhrase(most.code, most)}`;
    return {
      tone: "partly",
      sentence: `Works in part: ${part}${why}.`,
      code: most.code,
    };
  }
  return idle(all, lastAcceptedAt, refusedSince, now);
}

function idle(
  all: readonly RefusedCalls[],
  lastAcceptedAt: string | null,
  refusedSince: string | null,
  now: Date,
): KeyState {
  const [last] = all.toSorted((a, b) => (a.lastAt < b.lastAt ? 1 : -1));
  if (last !== undefined && refusedSince !== null) {
    const sentence = `Nobody called in the last hour; the last call, at ${moment(last.lastAt, now)}, was refused: ${refusalPhrase(last.code, last)}.`;
    return { tone: "refused", sentence, code: last.code };
  }
  if (lastAcceptedAt === null)
    return { tone: "idle", sentence: "Ready, but no call was ever let through.", code: null };
  const sentence = `Nobody called in the last hour; the last call that was let through was at ${moment(lastAcceptedAt, now)}.`;
  return { tone: "idle", sentence, code: null };
}

function refused(code: string, sentence: string): KeyState {
  return { tone: "refused", sentence, code };
}

/** `14:02 UTC` today, `21 Nov 2026, 14:02 UTC` on another day. */
export function moment(at: string, now: Date): string {
  const iso = new Date(at).toISOString();
  const clock = `${iso.slice(11, 16)} UTC`;
  if (iso.slice(0, 10) === now.toISOString().slice(0, 10)) return clock;
  const day = new Date(at).toLocaleDateString("en-GB", { dateStyle: "medium", timeZone: "UTC" });
  return `${day}, ${clock}`;
}

function calls(n: number): string {
  return `${count(n)} ${n === 1 ? "call" : "calls"}`;
}

function count(n: number): string {
  return n.toLocaleString("en-US");
}

function ended(reason: string): string {
  return /[.!?…]$/.test(reason) ? reason : `${reason}.`;
}
