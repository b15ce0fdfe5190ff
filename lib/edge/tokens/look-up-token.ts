import type { KeyEntry } from "../ports";
import type { RefusalCode } from "../verdict";
import type { Walk } from "../walk";
import type { TokenClaims } from "./parse-token";
import { readToken, rememberedToken, verifyToken, whyNotBelieved } from "./recognise";
import { formatScope } from "./scope";

type Outcome = RefusalCode | null;

/** After a full house or an unreachable store a retry is worth trying after a second. */
const UNAVAILABLE_RETRY_MS = 1000;

/**
 * Gates 5 and 6 for an access token: recognises it and finds its key. At once for a token seen before whose key is in
 * memory.
 *
 * Signatures cost a thousand times a look-up in memory, so an address that keeps presenting forged ones is slowed like
 * one that keeps presenting unknown secrets.
 */
export function lookUpToken(walk: Walk): Outcome | Promise<Outcome> {
  const known = rememberedToken(walk.value, walk.deps);
  if (known !== undefined) return believe(walk, known);
  const { deps, call, now } = walk;
  const claims = readToken(walk.value, deps, now);
  if (claims === null) return "token_invalid";
  const waitMs = deps.guard.waitMs(call.ip, call.arrivedAt);
  if (waitMs > 0) {
    walk.retryAfterMs = waitMs;
    return "too_many_failures";
  }
  return verifyToken(walk.value, claims, deps).then(
    (isGenuine) => {
      if (isGenuine) return believe(walk, claims);
      deps.guard.noteUnknown(call.ip, call.arrivedAt);
      return "token_invalid";
    },
    (cause: unknown) => unavailable(walk, cause),
  );
}

function believe(walk: Walk, claims: TokenClaims): Outcome | Promise<Outcome> {
  const { deps, now } = walk;
  walk.token = claims;
  const entry = deps.keysBySecretId.peek(claims.secretId, now);
  const refusal = whyNotBelieved(claims, deps, now);
  if (refusal !== null) {
    // Whose token it was is worth knowing, but not worth asking the store.
    walk.key = entry ?? null;
    if (refusal === "token_expired") walk.rule = `ended at ${new Date(claims.expiresAt).toISOString()}`;
    return refusal;
  }
  if (entry !== undefined) return adopt(walk, claims, entry);
  return deps.keysBySecretId.load(claims.secretId, now).then(
    (loaded) => adopt(walk, claims, loaded),
    (cause: unknown) => unavailable(walk, cause),
  );
}

/** The token was genuine, so a secret that is gone was there: its key has been deleted. */
function adopt(walk: Walk, claims: TokenClaims, entry: KeyEntry | null): Outcome {
  if (entry === null) return "token_revoked";
  if (entry.keyId !== claims.keyId) return "token_invalid";
  walk.key = entry;
  return null;
}

function unavailable(walk: Walk, cause: unknown): Outcome {
  // By name: each bundle of the app has its own copy of the class.
  if (!(cause instanceof Error) || cause.name !== "StoreUnavailable") throw cause;
  walk.retryAfterMs = UNAVAILABLE_RETRY_MS;
  return "keys_unavailable";
}

/** Gate 10 for an access token: what its scope leaves of its key. */
export function outsideScope(walk: Walk, claims: TokenClaims, productSlug: string, isRead: boolean): Outcome {
  const access = claims.scope.get(productSlug);
  if (access === "write" || (access === "read" && isRead)) return null;
  walk.saw = `${productSlug}:${isRead ? "read" : "write"}`;
  walk.rule = `scope ${formatScope(claims.scope)}`;
  return access === undefined ? "product_not_allowed" : "access_not_allowed";
}
