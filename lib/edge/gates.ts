import { isPreflight } from "./cors";
import { findCredential } from "./credentials";
import { holdAgainstLimits } from "./limits/hold-against-limits";
import { isShed, SHED_ALL, SHED_RETRY_MS } from "./limits/shedding";
import type { KeyEntry } from "./ports";
import { isPlainTarget, judgeTarget } from "./raw-request";
import { judgeRestrictions } from "./restrictions/judge";
import { parseSecret, SECRET_LENGTH, SECRET_PREFIX } from "./secret-format";
import { keyStanding, secretStanding, validityStanding } from "./standing";
import { lookUpToken, outsideScope } from "./tokens/look-up-token";
import type { RefusalCode } from "./verdict";
import type { Walk } from "./walk";
import { namesWebSocket } from "./websocket";

type Outcome = RefusalCode | null;

/** One gate: a refusal, null to go on, or the news that the call is a preflight. Only a look-up may take time. */
type Gate = {
  /** Its number in the contract. */
  readonly number: number;
  readonly judge: (walk: Walk) => Outcome | "preflight" | Promise<Outcome>;
};

const METHODS: ReadonlySet<string> = new Set(["GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS"]);

/** The methods a product can be called with, as `Allow` names them. */
export const ALLOWED_METHODS = [...METHODS].join(", ");

/** After a full house or an unreachable store a retry is worth trying after a second. */
const UNAVAILABLE_RETRY_MS = 1000;

/**
 * The gates in the order of the contract. Each sees only calls that passed all before it; limits come last, because
 * they alone take something.
 */
export const GATES: readonly Gate[] = [
  { number: 1, judge: room },
  { number: 1, judge: wellFormed },
  { number: 2, judge: productAndMethod },
  { number: 1, judge: framing },
  { number: 3, judge: preflight },
  { number: 4, judge: encrypted },
  { number: 5, judge: credential },
  { number: 6, judge: lookUp },
  { number: 1, judge: room },
  { number: 7, judge: secretLives },
  { number: 8, judge: keyEnabled },
  { number: 9, judge: validity },
  { number: 10, judge: allowedHere },
  { number: 11, judge: restricted },
  { number: 12, judge: withinLimits },
];

function wellFormed(walk: Walk): Outcome {
  const { target } = walk.call;
  walk.isPlain = isPlainTarget(target);
  if (!walk.isPlain) return judgeTarget(target);
  const mark = target.indexOf(SECRET_PREFIX);
  return mark === -1 || mark >= walk.pathEnd ? null : judgeTarget(target);
}

/** Turns away who pays least first; everybody where answering takes longer than anyone waits. */
function room(walk: Walk): Outcome {
  const { level } = walk.deps.load;
  if (level === 0) return null;
  walk.retryAfterMs = SHED_RETRY_MS;
  if (walk.key === null) return level >= SHED_ALL ? "overloaded" : null;
  return isShed(level, walk.key.billingType) ? "overloaded" : null;
}

function productAndMethod(walk: Walk): Outcome | "preflight" {
  const { router } = walk.deps.catalog;
  const { target } = walk.call;
  walk.route = walk.isPlain ? router.matchPlain(target) : router.match(target.slice(0, walk.pathEnd));
  if (walk.route === null) {
    // A script can read the 404 of its call only if the browser's question before it was answered.
    return preflight(walk) ?? "no_such_product";
  }
  return METHODS.has(walk.call.method) ? null : "method_not_supported";
}

/** The rest of gate 1: what only the product can judge. */
function framing(walk: Walk): Outcome {
  const product = walk.route?.product;
  if (product === undefined) return null;
  if (walk.call.contentLength !== null && walk.call.contentLength > product.bodyLimitBytes) {
    return "body_too_large";
  }
  if (product.allowWebsocket) return null;
  return namesWebSocket(walk.call.headers.get("upgrade")) ? "upgrade_not_supported" : null;
}

function preflight(walk: Walk): "preflight" | null {
  return walk.call.method === "OPTIONS" && isPreflight(walk.call.headers) ? "preflight" : null;
}

function encrypted(walk: Walk): Outcome {
  if (!walk.deps.requiresTls || walk.call.isSecure) return null;
  noteExposed(walk);
  return "https_required";
}

/** Whatever the answer, the secret has crossed the wire in clear. Strangers' words cost no look-up: only keys in memory count. */
function noteExposed({ deps, call, queryAt, now }: Walk): void {
  const { value } = findCredential(call.headers, call.target, queryAt, deps.keyHeaders);
  if (value.length !== SECRET_LENGTH) return;
  const entry = deps.keys.peek(deps.digest(value), now);
  if (entry) deps.exposed.note(entry.keyId, now);
}

function credential(walk: Walk): Outcome {
  const { source, value } = findCredential(
    walk.call.headers,
    walk.call.target,
    walk.queryAt,
    walk.deps.keyHeaders,
    walk,
  );
  if (source === "ambiguous") return "ambiguous_credentials";
  if (source === "bearer") return null;
  if (value === "") return "key_missing";
  return value.length === SECRET_LENGTH ? null : "key_invalid";
}

function lookUp(walk: Walk): Outcome | Promise<Outcome> {
  if (walk.source === "bearer") return lookUpToken(walk);
  const digest = walk.deps.digest(walk.value);
  const entry = walk.deps.keys.peek(digest, walk.now);
  // What is in memory under this digest is this very string; the checksum has to speak only for strangers.
  return entry === undefined ? load(walk, digest) : found(walk, entry);
}

function load(walk: Walk, digest: string): Outcome | Promise<Outcome> {
  const { deps, call, now } = walk;
  if (parseSecret(walk.value) === null) return "key_invalid";
  const waitMs = deps.guard.waitMs(call.ip, call.arrivedAt);
  if (waitMs > 0) {
    walk.retryAfterMs = waitMs;
    return "too_many_failures";
  }
  return deps.keys.load(digest, now).then(
    (loaded) => {
      if (loaded === null) deps.guard.noteUnknown(call.ip, call.arrivedAt);
      return found(walk, loaded);
    },
    (cause: unknown) => {
      // By name: each bundle of the app has its own copy of the class.
      if (!(cause instanceof Error) || cause.name !== "StoreUnavailable") throw cause;
      walk.retryAfterMs = UNAVAILABLE_RETRY_MS;
      return "keys_unavailable";
    },
  );
}

function found(walk: Walk, entry: KeyEntry | null): Outcome {
  walk.key = entry;
  return entry === null ? "key_invalid" : null;
}

function secretLives({ key, now }: Walk): Outcome {
  return key === null ? "key_invalid" : secretStanding(key, now);
}

function keyEnabled({ key }: Walk): Outcome {
  return key === null ? "key_invalid" : keyStanding(key);
}

function validity({ key, now }: Walk): Outcome {
  return key === null ? "key_invalid" : validityStanding(key, now);
}

function allowedHere(walk: Walk): Outcome {
  const { key, route, call, source, token } = walk;
  if (key === null || route === null) return "key_invalid";
  const productId = route.product.id;
  if (!key.productIds.includes(productId)) return "product_not_allowed";
  if (key.classIds?.[productId]?.includes(route.endpointClass.id) === false) return "product_not_allowed";
  const isRead = call.method === "GET" || call.method === "HEAD" || call.method === "OPTIONS";
  if (key.access === "read" && !isRead) return "access_not_allowed";
  if (token !== null) return outsideScope(walk, token, route.product.slug, isRead);
  return source === "query" && !key.allowQueryKey ? "query_key_not_allowed" : null;
}

function restricted(walk: Walk): Outcome {
  const restrictions = walk.key?.restrictions ?? "unreadable";
  return restrictions.length === 0 ? null : judgeRestrictions(walk, restrictions);
}

/** For a moment nobody can say whether this secret will be one, so it is no 401. */
function fenced(walk: Walk): RefusalCode {
  walk.retryAfterMs = UNAVAILABLE_RETRY_MS;
  walk.saw = `secret ${walk.key?.secretId ?? ""}`;
  walk.rule = "its rotation may be cancelled at this moment";
  return "keys_unavailable";
}

/** Looks at every limit, then takes from all or none. What comes as far as this has been accepted. */
function withinLimits(walk: Walk): Outcome | Promise<Outcome> {
  const { key, route, deps, call } = walk;
  if (key === null || route === null) return "key_invalid";
  const at = call.arrivedAt;
  if (key.isInRotation && !deps.newSecrets.accept(key, walk.now, at)) return fenced(walk);
  const { endpointClass } = route;
  if (key.limits.length !== 0 || key.org.limits.length !== 0 || deps.counters.isShared) {
    return holdAgainstLimits(walk, key, endpointClass);
  }
  const qps = deps.limiter.windowOf(endpointClass.id, endpointClass.defaultQps, key, at);
  walk.limits = [qps];
  const waitMs = qps.takeOrWait(at);
  if (waitMs === 0) return null;
  walk.retryAfterMs = waitMs;
  walk.violated = ["qps"];
  return "qps_exceeded";
}
