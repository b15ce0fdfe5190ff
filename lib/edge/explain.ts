import type { Call, Refused } from "./decision";
import type { KeyEntry } from "./ports";
import type { RefusalCode } from "./verdict";

/** What a gate saw, and the rule it held against it. */
export type Explanation = { readonly saw: string; readonly rule: string };

type Asked = Pick<Call, "method" | "headers">;

const NOTHING: Explanation = { saw: "", rule: "" };

/**
 * Why a call was refused, for the log: what the gate itself noted, else what follows from verdict and call. Empty where the
 * code says it all. Worked out only when it is written down, so that gates need not.
 */
export function explain(refused: Refused, call: Asked, at: number): Explanation {
  if (refused.saw !== "" || refused.rule !== "") return refused;
  return BY_CODE[refused.code]?.(refused, call, at) ?? NOTHING;
}

/** Codes whose explanation depends on more than key, route and method. */
const VARYING: ReadonlySet<RefusalCode> = new Set([
  "upgrade_not_supported",
  "body_too_large",
  "key_not_yet_valid",
  "key_expired",
  "qps_exceeded",
  "quota_exceeded",
  "concurrency_exceeded",
]);

/**
 * Whether the explanation of a refusal by this code is the same for all calls with one key, route and method, as long as the gate
 * itself noted nothing (property-tested).
 */
export function isExplainedByKind(code: RefusalCode): boolean {
  return !VARYING.has(code);
}

type Explain = (refused: Refused, call: Asked, at: number) => Explanation;

const BY_CODE: Partial<Record<RefusalCode, Explain>> = {
  upgrade_not_supported: (_, call) => ({ saw: call.headers.get("upgrade") ?? "", rule: "no websocket" }),
  body_too_large: ({ route }, call) => ({
    saw: `${call.headers.get("content-length") ?? "more"} bytes`,
    rule: `at most ${route?.product.bodyLimitBytes ?? 0} bytes`,
  }),
  method_not_supported: (_, call) => ({ saw: call.method, rule: "a method that products know" }),
  ambiguous_credentials: () => ({ saw: "more than one credential", rule: "exactly one" }),
  key_retired: ofKey((key) => ({ saw: `secret ${key.secretId}`, rule: since("retired", key.retiresAt) })),
  org_suspended: ofKey((key) => ({ saw: `org ${key.orgId}`, rule: since("suspended", key.org.suspendedAt) })),
  key_disabled: ofKey((key) => ({ saw: `key ${key.keyId}`, rule: since("disabled", key.disabledAt) })),
  key_not_yet_valid: ofKey((key, at) => ({ saw: iso(at), rule: `valid from ${iso(key.validFrom)}` })),
  key_expired: ofKey((key, at) => ({ saw: iso(at), rule: `expired at ${iso(key.expiresAt)}` })),
  product_not_allowed: ({ route, key }) => ({
    saw: `${route?.product.slug ?? ""}:${route?.endpointClass.slug ?? ""}`,
    rule: ruleOfProduct(route?.product.id ?? "", key),
  }),
  access_not_allowed: (_, call) => ({ saw: call.method, rule: "read only" }),
  query_key_not_allowed: () => ({ saw: "key in the query", rule: "key in a header" }),
  qps_exceeded: ofLimits,
  quota_exceeded: ofLimits,
  concurrency_exceeded: ofLimits,
};

function ofKey(explainKey: (key: KeyEntry, at: number) => Explanation): Explain {
  return ({ key }, _, at) => (key === null ? NOTHING : explainKey(key, at));
}

function ruleOfProduct(productId: string, key: KeyEntry | null): string {
  if (key === null) return "";
  const isOfKey = key.productIds.includes(productId);
  return isOfKey ? "some endpoint classes of this product only" : `products ${key.productIds.join(" ")}`;
}

function ofLimits({ limits, violated }: Refused): Explanation {
  const broken = limits.filter(({ policy }) => violated.includes(policy));
  return { saw: "one call more", rule: broken.map(({ policy, quota }) => `${policy} ${quota}`).join(", ") };
}

function since(what: string, time: number | null): string {
  return time === null ? what : `${what} since ${iso(time)}`;
}

function iso(time: number | null): string {
  return time === null ? "" : new Date(time).toISOString();
}
