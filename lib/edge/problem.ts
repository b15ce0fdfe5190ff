import type { Refused } from "./decision";
import { instanceOf } from "./instance";
import { shown } from "./shown";
import { REFUSALS, type RefusalCode } from "./verdict";

const MAX_SEEN = 100;

/** What of a problem is the same for every refusal with one code, as JSON. */
type Template = {
  /** Up to and with the opening quote of `detail`. */
  readonly head: string;
  readonly meaning: string;
  readonly mend: string;
};

/** By the dashboard's base URL, of which a process has one, and by code. */
const templates = new Map<string, Map<RefusalCode, Template>>();

/**
 * A refusal as RFC 9457 tells it, in JSON: `type`, `title`, `status`, `code`, `detail`, `instance`, `requestId`, and for 429
 * `violated-policies`. Holds no query and no secret; says more than the table only to who presented a real key.
 * @param publicUrl Base URL of the dashboard, where the error reference lives.
 */
export function problemJson(refused: Refused, target: string, requestId: string, publicUrl: string): string {
  const { head, meaning, mend } = templateOf(refused.code, publicUrl);
  const facts = factsOf(refused);
  const detail = facts === "" ? `${meaning} ${mend}` : `${meaning} ${inQuotes(facts)} ${mend}`;
  const violated =
    REFUSALS[refused.code].status === 429 ? `,"violated-policies":${JSON.stringify(refused.violated)}` : "";
  // Neither an instance nor an ID of ours holds what JSON would escape.
  return `${head}${detail}","instance":"${instanceOf(target)}","requestId":"${requestId}"${violated}}`;
}

function templateOf(code: RefusalCode, publicUrl: string): Template {
  const known = templates.get(publicUrl)?.get(code);
  if (known !== undefined) return known;
  const type = `${publicUrl}/docs/errors#${code}`;
  const { title, status, meaning, mend } = REFUSALS[code];
  const head = `${JSON.stringify({ type, title, status, code }).slice(0, -1)},"detail":"`;
  const template = { head, meaning: inQuotes(meaning), mend: inQuotes(mend) };
  const ofUrl = templates.get(publicUrl) ?? new Map<RefusalCode, Template>();
  templates.set(publicUrl, ofUrl.set(code, template));
  return template;
}

/** What JSON writes as it is. */
const UNESCAPED = /^[ !#-[\]-~]*$/;

/** As it stands between the quotes of a JSON string. */
function inQuotes(text: string): string {
  return UNESCAPED.test(text) ? text : JSON.stringify(text).slice(1, -1);
}

/** The particulars that mend it: which product, which limit, which day. */
function factsOf(refused: Refused): string {
  const { code, key, route } = refused;
  switch (code) {
    case "product_not_allowed":
      return route === null ? "" : `The product is ${route.product.name}.${scopeIn(refused)}`;
    case "access_not_allowed":
      return scopeIn(refused).trimStart();
    case "body_too_large":
      return route === null ? "" : `The limit is ${route.product.bodyLimitBytes} bytes.`;
    case "qps_exceeded":
    case "concurrency_exceeded":
    case "quota_exceeded":
      return limitIn(refused);
    case "key_expired":
      return day("It expired at", key?.expiresAt);
    case "key_not_yet_valid":
      return day("It is valid from", key?.validFrom);
    case "key_retired":
      return day("It ended at", key?.retiresAt);
    case "domain_not_allowed":
    case "ip_not_allowed":
    case "country_not_allowed":
    case "outside_allowed_hours":
      return seenIn(code, shown(refused.saw, MAX_SEEN));
    default:
      return "";
  }
}

/** What was held against the key's restrictions; never the restrictions: who holds a key need not know them. */
function seenIn(code: RefusalCode, saw: string): string {
  if (saw === "") return "";
  if (code === "domain_not_allowed") return saw === "none" ? "It names no site." : `It came from ${saw}.`;
  if (code === "ip_not_allowed") return `The address is ${saw}.`;
  return code === "country_not_allowed" ? `The country is ${saw}.` : `It is ${saw}.`;
}

/** The limit that refused: how much of what. */
function limitIn({ limits, violated }: Refused): string {
  const limit = limits.find(({ policy }) => policy === violated[0]);
  if (limit === undefined) return "";
  const [name = "", ...rest] = limit.policy.split("-");
  const unit = rest.includes("bytes") ? " bytes" : rest.includes("transactions") ? " transactions" : "";
  const whole = rest.includes("org") ? " for all keys of the organization together" : "";
  const per = name === "qps" ? " per second" : name === "concurrency" ? " at once" : ` per ${name}`;
  const address = rest.includes("address") ? " for each client address" : "";
  return `The limit is ${limit.quota}${unit}${per}${address}${whole}.`;
}

/** What a token was given for, where that and not its key is what refused. */
function scopeIn({ credential, rule }: Refused): string {
  return credential === "bearer" && rule.startsWith("scope ") ? ` The token covers the ${rule}.` : "";
}

function day(words: string, at: number | null | undefined): string {
  return at === null || at === undefined ? "" : `${words} ${new Date(at).toISOString()}.`;
}
