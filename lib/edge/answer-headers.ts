import { corsHeaders } from "./cors";
import type { Admitted, Call, Refused } from "./decision";
import type { HeaderList, HeaderReader } from "./headers";
import type { KeyEntry } from "./ports";
import { rateLimitFields } from "./rate-limit-fields";

/** What the host knows about one answer. */
export type AnswerContext = {
  readonly requestId: string;
  /** Base URL of the dashboard, without trailing slash: the error reference lives there. */
  readonly publicUrl: string;
  /** Lower-case names of headers that carry a secret. */
  readonly keyHeaders: readonly string[];
  /** The clock limits go by, when the answer is written. */
  readonly at: number;
};

const TRACKING_ID = /^[A-Za-z0-9-]{1,100}$/;

/**
 * The headers every answer to a metered call carries, whoever wrote its body: ids, limits, rotation, CORS, and what keeps
 * an answer from being cached, sniffed or run as a page of the dashboard.
 *
 * @param upstreamVary The upstream's own `Vary`, which ours extends.
 */
export function commonHeaders(
  verdict: Admitted | Refused,
  call: Pick<Call, "headers" | "target">,
  context: AnswerContext,
  upstreamVary: string | null,
): HeaderList {
  const headers: HeaderList = [
    "X-Request-Id",
    context.requestId,
    "Vary",
    varyOf(context.keyHeaders, upstreamVary),
    "X-Content-Type-Options",
    "nosniff",
    "Content-Security-Policy",
    "sandbox",
  ];
  const trackingId = call.headers.get("tracking-id");
  if (trackingId !== null && TRACKING_ID.test(trackingId)) headers.push("Tracking-ID", trackingId);
  if (mayHoldKey(verdict, call.target)) headers.push("Referrer-Policy", "no-referrer");
  if (verdict.limits.length > 0) headers.push(...rateLimitFields(verdict.limits, context.at));
  if (call.headers.get("origin") !== null) headers.push(...corsHeaders(call.headers));
  const hasEnded = verdict.kind === "refused" && verdict.code === "key_retired";
  if (verdict.key !== null && !hasEnded) pushRotation(headers, verdict.key);
  return headers;
}

/** What we add to `Vary`, by the names of the key headers. */
const ownVary = new WeakMap<readonly string[], string>();

/** The request's own origin headers and key headers, once each, after the upstream's. */
function varyOf(keyHeaders: readonly string[], upstreamVary: string | null): string {
  const ours = ownVary.get(keyHeaders) ?? rememberVary(keyHeaders);
  if (upstreamVary === null) return ours;
  const theirs = upstreamVary.split(",").map((name) => name.trim());
  if (theirs.includes("*")) return "*";
  const known = new Set(ours.toLowerCase().split(", "));
  const added = theirs.filter((name) => /^[A-Za-z0-9-]{1,60}$/.test(name) && !known.has(name.toLowerCase()));
  return [ours, ...added].join(", ");
}

function rememberVary(keyHeaders: readonly string[]): string {
  const vary = ["Origin", ...keyHeaders, "Authorization"].join(", ");
  ownVary.set(keyHeaders, vary);
  return vary;
}

/** A refusal may come before the key was looked for, so there any query counts. */
function mayHoldKey(verdict: Admitted | Refused, target: string): boolean {
  if (verdict.kind === "admitted") return verdict.credential === "query";
  return verdict.code === "secret_in_path" || target.includes("?");
}

/** Tells a client that the secret it sends is about to end, in the standard fields and in ours. */
function pushRotation(headers: HeaderList, key: KeyEntry): void {
  if (key.secretStatus !== "retiring" || key.retiresAt === null) return;
  const ends = new Date(key.retiresAt);
  if (key.rotatedAt !== null) headers.push("Deprecation", `@${Math.floor(key.rotatedAt / 1000)}`);
  headers.push("Sunset", ends.toUTCString());
  headers.push("X-Key-Rotation", `retiring; ends=${ends.toISOString()}; key-id=${key.keyId}`);
}

/** `Cache-Control` of an answer that was made for one key: never for shared caches. */
export function privateCacheControl(upstream: string | null): string {
  if (upstream === null) return "private";
  const kept = upstream
    .split(",")
    .map((directive) => directive.trim().toLowerCase())
    .filter(
      (directive) =>
        /^[a-z-]+(?:=(?:\d+|"[^"]*"))?$/.test(directive) &&
        !/^(?:public|private|s-maxage|proxy-revalidate)(?:=|$)/.test(directive),
    );
  return ["private", ...kept].join(", ");
}

/**
 * Names that no product may pass on: what acts on the client, on Next or on the message, and what the edge itself says.
 */
const NEVER_EXTRA =
  /^(?:set-cookie2?|clear-site-data|refresh|service-worker.*|content-security-policy.*|content-(?:length|type|encoding|language|disposition|range)|access-control-.*|x-(?:middleware|nextjs|next|keyward|accel|sendfile).*|connection|keep-alive|proxy-.*|te|trailer|transfer-encoding|upgrade|via|server|date|location|cache-control|vary|age|etag|last-modified|accept-ranges|x-request-id|x-content-type-options|x-key-rotation|tracking-id|ratelimit.*|retry-after|deprecation|sunset|www-authenticate|authentication-info|allow|referrer-policy|strict-transport-security|public-key-pins.*|alt-svc|nel|report-to|reporting-endpoints|permissions-policy|cross-origin-.*|origin-agent-cluster|speculation-rules|sourcemap|x-sourcemap)$/;

/** Whether a product may pass this header of its upstream's answers on to clients. @param name In lower case. */
export function mayBeExtra(name: string): boolean {
  return /^[a-z0-9-]{1,60}$/.test(name) && !NEVER_EXTRA.test(name);
}

/** Reads a header of the upstream's answer only when its value can stand in ours. */
export function safeHeader(headers: HeaderReader, name: string): string | null {
  const value = headers.get(name);
  return value !== null && isFieldValue(value) ? value : null;
}

/** Whether every character may stand in a header field value. */
export function isFieldValue(value: string): boolean {
  for (let at = 0; at < value.length; at += 1) {
    const code = value.charCodeAt(at);
    if ((code < 0x20 && code !== 0x09) || code === 0x7f || code > 0xff) return false;
  }
  return true;
}
