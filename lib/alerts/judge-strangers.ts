import { HOUR_MS } from "@/lib/usage/units";
import {
  CALLERS_LEARNED_MS,
  type CallerDimension,
  isWorthTelling,
  type Known,
  REMEMBERED,
} from "./newcomers";
import type { FoundAlert, WatchedKey } from "./raise";
import type { Stranger } from "./read-callers";
import type { RuleFinder } from "./rules";

type Seen = {
  /** `null`: the key does not work, and nobody has to hear of it. */
  key: WatchedKey | null;
  /** Values that are not known of it. */
  strangers: readonly Stranger[];
  known: ReadonlyMap<string, Known>;
  learned: ReadonlySet<string>;
  ruleOf: RuleFinder;
  now: Date;
};

/** In this order: the first that is told tells of the others. */
const TOLD = [
  { dimension: "country", kind: "new_country" },
  { dimension: "network", kind: "new_network" },
  { dimension: "agent", kind: "new_agent" },
] as const;

/** What is to be remembered of one key's strangers, and what is to be told of them. */
export function judgeStrangers(seen: Seen): { remember: Stranger[]; alerts: FoundAlert[] } {
  const { strangers, known } = seen;
  const remember = strangers.filter(({ keyId, dimension }, at) => {
    const count = known.get(`${keyId} ${dimension}`)?.count ?? 0;
    const before = strangers.slice(0, at).filter((other) => other.dimension === dimension).length;
    return count + before < REMEMBERED[dimension];
  });
  const { key } = seen;
  if (key === null) return { remember, alerts: [] };
  return { remember, alerts: [...newCaller(seen, key, remember), ...scan(seen, key, remember)] };
}

/** At most one alert: what comes together is one caller. */
function newCaller(seen: Seen, key: WatchedKey, remember: readonly Stranger[]): FoundAlert[] {
  const { known, learned, ruleOf, now } = seen;
  const fresh = remember.filter(
    ({ orgId, dimension, value }) => !learned.has(`${orgId} ${dimension} ${value}`),
  );
  for (const { dimension, kind } of TOLD) {
    const { isOn, value: atMost } = ruleOf(key.orgId, key.id, kind);
    const first = fresh.find((stranger) => stranger.dimension === dimension);
    const before = known.get(`${key.id} ${dimension}`);
    if (!isOn || first === undefined || before === undefined) continue;
    if (!isWorthTelling(before, now.getTime(), atMost)) continue;
    const also = fresh.filter((other) => other !== first && other.dimension !== "endpoint");
    const data = {
      value: first.value,
      calls: first.calls,
      also: also.map(({ value }) => value).slice(0, 10),
    };
    return [{ kind, key, occurrence: first.value, data }];
  }
  return [];
}

function scan(seen: Seen, key: WatchedKey, remember: readonly Stranger[]): FoundAlert[] {
  const { known, ruleOf, now } = seen;
  const { isOn, value: atLeast } = ruleOf(key.orgId, key.id, "endpoint_scan");
  const before = known.get(`${key.id} ${"endpoint" satisfies CallerDimension}`);
  const fresh = remember.filter(({ dimension }) => dimension === "endpoint");
  if (!isOn || fresh.length === 0 || before === undefined) return [];
  if (now.getTime() - before.sinceMs < CALLERS_LEARNED_MS) return [];
  const thisHour = before.newcomers.filter(({ ms }) => now.getTime() - ms < HOUR_MS);
  if (fresh.length + thisHour.length < atLeast) return [];
  const calls = fresh.reduce((sum, stranger) => sum + stranger.calls, 0);
  // Whoever goes on trying is the same one for the rest of the day.
  const occurrence = now.toISOString().slice(0, 10);
  const endpoints = [...thisHour, ...fresh].map(({ value }) => value).slice(0, 50);
  return [{ kind: "endpoint_scan", key, occurrence, data: { endpoints, calls } }];
}
