/**
 * Every reason for which the edge says no: the one table of codes, statuses and words.
 *
 * Codes are a contract with programs and never change their meaning. `meaning` and `mend` together are the `detail`
 * of an answer and the entry of the error reference. `gate` is the number of the gate in the contract's order.
 */
export const REFUSALS = {
  caller_not_trusted: {
    gate: 0,
    status: 403,
    title: "Caller not trusted",
    meaning: "Verdicts are given to gateways only, and this caller has not shown to be one.",
    mend: "Call from an address in TRUSTED_PROXY_CIDRS, or send GATEWAY_SECRET in the X-Keyward-Gateway header.",
  },
  original_request_missing: {
    gate: 0,
    status: 400,
    title: "Original request missing",
    meaning: "The gateway does not say which request this is about.",
    mend: "Append its path and query to /edge/check, or send X-Forwarded-Method and X-Forwarded-Uri; with ?mode=nginx X-Original-Method and X-Original-URI.",
  },
  malformed_request: {
    gate: 1,
    status: 400,
    title: "Malformed request",
    meaning: "The request target or the Host header is not well-formed.",
    mend: "Send one Host header and a path without '//', dot segments, backslashes, encoded slashes or NUL; percent-encode everything that is not plain ASCII.",
  },
  secret_in_path: {
    gate: 1,
    status: 400,
    title: "Secret in the path",
    meaning: "The path contains an API key. Paths end up in logs and caches everywhere.",
    mend: "Send the key in the X-API-Key header or as ?key=, and consider this key exposed.",
  },
  upgrade_not_supported: {
    gate: 1,
    status: 400,
    title: "Upgrade not supported",
    meaning: "This product does not speak WebSocket.",
    mend: "Send the request without the Upgrade header.",
  },
  body_too_large: {
    gate: 1,
    status: 413,
    title: "Body too large",
    meaning: "The request body is larger than this product accepts.",
    mend: "Send a smaller body, or split it over several requests.",
  },
  overloaded: {
    gate: 1,
    status: 503,
    title: "Overloaded",
    meaning: "There is more traffic right now than can be answered in time.",
    mend: "Try again after the time in Retry-After. The call was not counted against any limit.",
  },
  no_such_product: {
    gate: 2,
    status: 404,
    title: "No such product",
    meaning: "This path belongs to no product.",
    mend: "Compare the path with the product's documentation, character by character; case matters.",
  },
  method_not_supported: {
    gate: 2,
    status: 405,
    title: "Method not supported",
    meaning: "This method is not supported.",
    mend: "Use one of the methods in the Allow header.",
  },
  https_required: {
    gate: 4,
    status: 403,
    title: "HTTPS required",
    meaning: "This call came over a connection that was not encrypted.",
    mend: "Call the same address with https. Whatever key it carried has been readable on the way: rotate it.",
  },
  key_missing: {
    gate: 5,
    status: 401,
    title: "API key missing",
    meaning: "The request carries no API key, or an empty one.",
    mend: "Send your key in the X-API-Key header, or as ?key= where the key allows it.",
  },
  ambiguous_credentials: {
    gate: 5,
    status: 400,
    title: "More than one credential",
    meaning: "The request carries more than one credential, so it is not clear which one is meant.",
    mend: "Send exactly one, once: a key header, ?key=, or Authorization.",
  },
  token_invalid: {
    gate: 5,
    status: 401,
    title: "Access token invalid",
    meaning: "The bearer value is not an access token this edge accepts.",
    mend: "Get a new one at /oauth/token. An API key does not go into Authorization: send it in the X-API-Key header.",
  },
  token_expired: {
    gate: 6,
    status: 401,
    title: "Access token expired",
    meaning: "This access token has ended.",
    mend: "Get a new one at /oauth/token before the old one ends; expires_in tells when.",
  },
  token_revoked: {
    gate: 6,
    status: 401,
    title: "Access token revoked",
    meaning: "This access token was revoked, or the key it was made with has been deleted.",
    mend: "Get a new one at /oauth/token. If that is refused, use another key.",
  },
  key_invalid: {
    gate: 6,
    status: 401,
    title: "API key invalid",
    meaning: "This is not the secret of any key.",
    mend: "Copy the key again from the dashboard. If it was rotated or deleted, use its successor.",
  },
  too_many_failures: {
    gate: 6,
    status: 429,
    title: "Too many unknown keys",
    meaning: "Too many requests with unknown keys came from this address.",
    mend: "Check the key, then try again after the time in Retry-After.",
  },
  keys_unavailable: {
    gate: 6,
    status: 503,
    title: "Keys cannot be looked up",
    meaning: "This key cannot be looked up right now. It says nothing about the key.",
    mend: "Keep the key and try again after the time in Retry-After.",
  },
  key_retired: {
    gate: 7,
    status: 401,
    title: "API key retired",
    meaning: "This secret was replaced by rotation and has ended.",
    mend: "Use the key's current secret; the key ID is unchanged.",
  },
  org_suspended: {
    gate: 8,
    status: 403,
    title: "Organization suspended",
    meaning: "The organization this key belongs to is suspended.",
    mend: "Ask an owner of the organization to contact support.",
  },
  key_disabled: {
    gate: 8,
    status: 403,
    title: "API key disabled",
    meaning: "This key is disabled.",
    mend: "Its page in the dashboard says who disabled it and why. Use another key, or contact support with the key ID.",
  },
  key_not_yet_valid: {
    gate: 9,
    status: 403,
    title: "API key not yet valid",
    meaning: "This key is not valid yet.",
    mend: "Wait for its start, or change the start in the dashboard.",
  },
  key_expired: {
    gate: 9,
    status: 401,
    title: "API key expired",
    meaning: "This key has expired.",
    mend: "Create a new key in the dashboard, or use another one.",
  },
  product_not_allowed: {
    gate: 10,
    status: 403,
    title: "Product not allowed",
    meaning: "This key is not valid for this product.",
    mend: "Use a key that is valid for this product, or create one in the dashboard.",
  },
  access_not_allowed: {
    gate: 10,
    status: 403,
    title: "Access not allowed",
    meaning: "This key may only read: GET, HEAD and OPTIONS.",
    mend: "Use a key with write access for this method.",
  },
  query_key_not_allowed: {
    gate: 10,
    status: 403,
    title: "Key not allowed in the query",
    meaning: "This key must not be sent in the query.",
    mend: "Send it in the X-API-Key header.",
  },
  concurrency_exceeded: {
    gate: 12,
    status: 429,
    title: "Too many requests at once",
    meaning: "As many requests are under way as may be at the same time.",
    mend: "Wait for an answer before you send the next request. Refused requests do not count.",
  },
  domain_not_allowed: {
    gate: 11,
    status: 403,
    title: "Domain not allowed",
    meaning: "This key may not be used from the site the call came from.",
    mend: "Add the site to the key's domains in the dashboard. A call that names no site in Origin or Referer is refused unless the key allows it.",
  },
  ip_not_allowed: {
    gate: 11,
    status: 403,
    title: "Address not allowed",
    meaning: "This key may not be used from this address.",
    mend: "Call from an allowed network, or change the key's addresses in the dashboard.",
  },
  user_agent_not_allowed: {
    gate: 11,
    status: 403,
    title: "User agent not allowed",
    meaning: "This key may not be used by this user agent, or the call named none.",
    mend: "Send the User-Agent of the program the key is for, or change the key's user agents in the dashboard.",
  },
  country_not_allowed: {
    gate: 11,
    status: 403,
    title: "Country not allowed",
    meaning: "This key may not be used from the country of this address.",
    mend: "Change the key's countries in the dashboard. An address of no known country is in no list.",
  },
  outside_allowed_hours: {
    gate: 11,
    status: 403,
    title: "Outside the allowed hours",
    meaning: "This key may not be used at this time of the week.",
    mend: "Call again within its hours, or change them in the dashboard.",
  },
  qps_exceeded: {
    gate: 12,
    status: 429,
    title: "Too many requests per second",
    meaning: "The key used up its queries per second for this kind of request.",
    mend: "Spread requests evenly and try again after the time in Retry-After. Refused requests do not count.",
  },
  quota_exceeded: {
    gate: 12,
    status: 429,
    title: "Quota used up",
    meaning: "What may be used in this period is used up.",
    mend: "Wait for the next period, which begins after the time in Retry-After, or ask for a larger quota. Refused requests do not count.",
  },
  upstream_unreachable: {
    gate: 13,
    status: 502,
    title: "Upstream unreachable",
    meaning: "The service behind this product did not answer.",
    mend: "Try again in a moment; quote the request ID to support if it goes on.",
  },
  upstream_timeout: {
    gate: 13,
    status: 504,
    title: "Upstream timed out",
    meaning: "The service behind this product took too long.",
    mend: "Try again in a moment; quote the request ID to support if it goes on.",
  },
} as const satisfies Record<string, Refusal>;

/** One row of the table. All sentences are complete and safe to show to anyone. */
export type Refusal = {
  readonly gate: number;
  readonly status: number;
  readonly title: string;
  /** What it means. */
  readonly meaning: string;
  /** How to mend it. */
  readonly mend: string;
};

export type RefusalCode = keyof typeof REFUSALS;
