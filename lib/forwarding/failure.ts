import type { MeteredCall } from "./edge-host";

/** Why a call that passed the gates has no answer of its upstream. */
export type ForwardFailure = "body_too_large" | "upstream_timeout" | "upstream_unreachable";

const TIMEOUTS: ReadonlySet<string> = new Set([
  "ETIMEDOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
]);

/** Names what a failed dispatch means for the client. Whatever is not known to be slow counts as unreachable. */
export function failureOf(error: unknown): ForwardFailure {
  const causes = causesOf(error);
  if (causes.some(({ name }) => name === "BodyTooLarge")) return "body_too_large";
  return causes.some((cause) => TIMEOUTS.has(codeOf(cause))) ? "upstream_timeout" : "upstream_unreachable";
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let at = error; at instanceof Error && causes.length < 5; at = at.cause) causes.push(at);
  return causes;
}

const IDEMPOTENT: ReadonlySet<string> = new Set(["GET", "HEAD", "OPTIONS", "PUT", "DELETE"]);

const NO_CONNECTION: ReadonlySet<string> = new Set(["ECONNREFUSED", "ECONNRESET", "EPIPE", "UND_ERR_SOCKET"]);

/**
 * Whether a call of which no byte was written yet may be tried again: its connection was refused or reset, and repeating
 * it is harmless by its method. One with a body is not, because the body can be read only once.
 */
export function canRepeat(call: MeteredCall, error: unknown): boolean {
  return (
    call.body === null &&
    IDEMPOTENT.has(call.method) &&
    causesOf(error).some((cause) => NO_CONNECTION.has(codeOf(cause)))
  );
}
