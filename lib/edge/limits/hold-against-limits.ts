import type { PolicyName } from "../limit";
import { addressOf } from "../lookup-guard";
import type { ClassEntry, KeyEntry } from "../ports";
import type { RefusalCode } from "../verdict";
import type { Walk } from "../walk";
import type { Taken } from "./counter-store";
import { RulingsCache } from "./rulings";

const rulings = new RulingsCache();

/**
 * Gate 12 for a call with limits beside its class's queries per second, or with counters that instances share: looks at
 * every limit together, then takes from all or none.
 */
export function holdAgainstLimits(
  walk: Walk,
  key: KeyEntry,
  endpointClass: ClassEntry,
): RefusalCode | null | Promise<RefusalCode | null> {
  const { call, now, deps } = walk;
  const { list } = rulings.of(key, endpointClass, now);
  const asksAddress = list.some(({ kind }) => kind === "qps_address");
  const taken = deps.counters.take({
    orgId: key.orgId,
    rulings: list,
    endpointClass,
    address: asksAddress ? addressOf(call.ip) : "",
    at: call.arrivedAt,
    now,
  });
  return taken instanceof Promise ? taken.then((late) => note(walk, late)) : note(walk, taken);
}

function note(walk: Walk, { limits, violated, waitMs, lease }: Taken): RefusalCode | null {
  walk.limits = limits;
  walk.lease = lease;
  const reason = violated[0];
  if (reason === undefined) return null;
  walk.violated = violated.map(({ policy }) => policy);
  walk.retryAfterMs = waitMs;
  walk.rule = `${reason.policy} ${reason.quota}`;
  return codeOf(reason.policy);
}

function codeOf(policy: PolicyName): RefusalCode {
  if (policy.startsWith("qps")) return "qps_exceeded";
  return policy.startsWith("concurrency") ? "concurrency_exceeded" : "quota_exceeded";
}
