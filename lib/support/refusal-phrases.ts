import type { RefusalCode } from "@/lib/edge/verdict";

/** What a gate saw, and the rule it held against it; empty where the log says nothing. */
export type Explained = { saw: string; rule: string };

type Phrase = (explained: Explained) => string;

/**
 * Why a call was refused, as the end of a sentence: "Refused since 14:02 UTC: …". Says what was seen where that mends it.
 *
 * Gives nothing away that the customer may not know: what it saw is the customer's own call.
 */
export const REFUSAL_PHRASES = {
  caller_not_trusted: () => "the gateway that asked has not shown to be one",
  original_request_missing: () => "the gateway did not say which request it was about",
  malformed_request: () => "the request was not well-formed",
  secret_in_path: () => "the key stood in the path, where every log keeps it",
  upgrade_not_supported: () => "the product does not speak WebSocket",
  body_too_large: seen((saw, rule) => `the body was too large (${saw}${rule})`, "the body was too large"),
  overloaded: () => "there was more traffic than could be answered in time",
  no_such_product: () => "the path belongs to no product",
  method_not_supported: seen((saw) => `method ${saw} is not supported`, "the method is not supported"),
  https_required: () => "the call was not encrypted",
  key_missing: () => "the call carried no key",
  ambiguous_credentials: () => "the call carried more than one credential",
  token_invalid: () => "the access token was not one of ours",
  token_expired: () => "the access token had ended",
  token_revoked: () => "the access token had been revoked",
  key_invalid: () => "the call carried the secret of no key",
  too_many_failures: () => "too many unknown keys came from the caller's address",
  keys_unavailable: () => "the key could not be looked up at that moment",
  key_retired: () => "the caller still sends a secret that a rotation has ended",
  org_suspended: () => "the organization is suspended",
  key_disabled: () => "the key is disabled",
  key_not_yet_valid: () => "the key was not valid yet",
  key_expired: () => "the key had expired",
  product_not_allowed: seen(
    (saw) => `the key is not valid for ${saw}`,
    "the key is not valid for this product",
  ),
  access_not_allowed: seen((saw) => `the key may only read, and this was ${saw}`, "the key may only read"),
  query_key_not_allowed: () => "the key was sent in the address, which it does not allow",
  concurrency_exceeded: limit("too many calls were under way at once"),
  domain_not_allowed: seen(
    (saw) => (saw === "none" ? "the call named no site" : `domain ${saw} is not on the list`),
    "the site is not on the list",
  ),
  ip_not_allowed: seen((saw) => `address ${saw} is not allowed`, "the address is not allowed"),
  user_agent_not_allowed: seen(
    (saw) => (saw === "none" ? "the call named no user agent" : `user agent ${saw} is not allowed`),
    "the user agent is not allowed",
  ),
  country_not_allowed: seen((saw) => `country ${saw} is not allowed`, "the country is not allowed"),
  outside_allowed_hours: seen(
    (saw) => `it was outside of the allowed hours (${saw})`,
    "it was outside of the allowed hours",
  ),
  qps_exceeded: limit("more queries per second than agreed"),
  quota_exceeded: limit("the quota of this period is used up"),
  upstream_unreachable: () => "the service behind the product did not answer",
  upstream_timeout: () => "the service behind the product took too long",
} as const satisfies Record<RefusalCode, Phrase>;

/** Whether this version knows the code: a counted one may be of another version. */
export function isRefusalCode(code: string): code is RefusalCode {
  return Object.hasOwn(REFUSAL_PHRASES, code);
}

/** The phrase of a code as it was counted; one of another version is named. */
export function refusalPhrase(code: string, explained: Explained): string {
  return isRefusalCode(code) ? REFUSAL_PHRASES[code](explained) : `refused as ${code}`;
}

function seen(say: (saw: string, rule: string) => string, otherwise: string): Phrase {
  return ({ saw, rule }) => (saw === "" ? otherwise : say(saw, rule === "" ? "" : `, ${rule}`));
}

function limit(say: string): Phrase {
  return ({ rule }) => (rule === "" ? say : `${say} (${rule})`);
}
