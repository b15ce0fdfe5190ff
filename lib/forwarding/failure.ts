/** Why a call that passed the gates has no answer of its upstream. `client_gone`: nobody is left to tell. */
export type ForwardFailure = "body_too_large" | "upstream_timeout" | "upstream_unreachable" | "client_gone";

/** Aborts a call whose total time is over. */
export class TotalTimeout extends Error {
  override readonly name = "TotalTimeout";
}

const TIMEOUTS: ReadonlySet<string> = new Set([
  "ETIMEDOUT",
  "UND_ERR_BODY_TIMEOUT",
  "UND_ERR_CONNECT_TIMEOUT",
  "UND_ERR_HEADERS_TIMEOUT",
]);

/** Names what a failed dispatch means for the client. Whatever is not known to be slow counts as unreachable. */
export function failureOf(error: unknown, client: AbortSignal): ForwardFailure {
  const causes = causesOf(error);
  if (causes.some(({ name }) => name === "BodyTooLarge")) return "body_too_large";
  if (client.aborted) return "client_gone";
  const isTimeout = causes.some((cause) => cause.name === "TotalTimeout" || TIMEOUTS.has(codeOf(cause)));
  return isTimeout ? "upstream_timeout" : "upstream_unreachable";
}

function codeOf(error: Error): string {
  return "code" in error && typeof error.code === "string" ? error.code : "";
}

function causesOf(error: unknown): Error[] {
  const causes: Error[] = [];
  for (let at = error; at instanceof Error && causes.length < 5; at = at.cause) causes.push(at);
  return causes;
}
