import { Agent, request } from "undici";
import { retryAfterMs } from "./backoff";
import { type TargetRules, targetFault } from "./target";

const CONNECT_WITHIN_MS = 5_000;
const ANSWER_WITHIN_MS = 10_000;
const ALL_WITHIN_MS = 15_000;
const MAX_HEADER_BYTES = 16_384;

/** How one try went. Nothing of the answer but its status is kept: a receiver cannot be used to read what it can reach. */
export type PostOutcome =
  | { kind: "arrived"; status: number; ms: number }
  | { kind: "failed"; status: number | null; error: string; ms: number; retryAfterMs: number | null };

const FAILURES: Readonly<Record<string, string>> = {
  ECONNREFUSED: "Nothing listens there: the connection was refused.",
  ECONNRESET: "It hung up before it answered.",
  ENOTFOUND: "Nobody knows this name.",
  EAI_AGAIN: "The name could not be looked up.",
  EHOSTUNREACH: "There is no way to this host.",
  ENETUNREACH: "There is no way to this network.",
  ETIMEDOUT: "It did not accept a connection in time.",
  UND_ERR_CONNECT_TIMEOUT: "It did not accept a connection within 5 seconds.",
  UND_ERR_HEADERS_TIMEOUT: "It accepted the connection but did not answer within 10 seconds.",
  UND_ERR_HEADERS_OVERFLOW: "The headers of its answer were too long.",
  UND_ERR_SOCKET: "It hung up before it answered.",
  CERT_HAS_EXPIRED: "Its certificate has expired.",
  DEPTH_ZERO_SELF_SIGNED_CERT: "Its certificate is signed by nobody this machine trusts.",
  SELF_SIGNED_CERT_IN_CHAIN: "Its certificate is signed by nobody this machine trusts.",
  UNABLE_TO_VERIFY_LEAF_SIGNATURE: "Its certificate is signed by nobody this machine trusts.",
  UNABLE_TO_GET_ISSUER_CERT_LOCALLY: "Its certificate is signed by nobody this machine trusts.",
  ERR_TLS_CERT_ALTNAME_INVALID: "Its certificate is for another name.",
};

/**
 * Posts a message once and says how that went; never throws. Follows no redirect, reads no body, waits 15 seconds at most.
 *
 * Where `rules` do not allow the place, nothing is connected to: a name's addresses are judged at this very connection.
 */
export async function post(
  url: string,
  message: { headers: Record<string, string>; body: string },
  rules: TargetRules,
): Promise<PostOutcome> {
  const fault = targetFault(url, rules);
  if (fault !== null) return { kind: "failed", status: null, error: fault, ms: 0, retryAfterMs: null };
  const agent = new Agent({
    connect: { timeout: CONNECT_WITHIN_MS, lookup: rules.addresses.lookup },
    headersTimeout: ANSWER_WITHIN_MS,
    maxHeaderSize: MAX_HEADER_BYTES,
  });
  const began = performance.now();
  const ms = () => Math.round(performance.now() - began);
  try {
    const { statusCode, headers, body } = await request(url, {
      method: "POST",
      dispatcher: agent,
      headers: message.headers,
      body: message.body,
      signal: AbortSignal.timeout(ALL_WITHIN_MS),
    });
    body.on("error", () => undefined).destroy();
    if (statusCode >= 200 && statusCode < 300) return { kind: "arrived", status: statusCode, ms: ms() };
    const asked = headers["retry-after"];
    return {
      kind: "failed",
      status: statusCode,
      error: statusWords(statusCode),
      ms: ms(),
      retryAfterMs: retryAfterMs(typeof asked === "string" ? asked : undefined, new Date()),
    };
  } catch (error) {
    return { kind: "failed", status: null, error: reasonOf(error), ms: ms(), retryAfterMs: null };
  } finally {
    await agent.destroy();
  }
}

function statusWords(status: number): string {
  if (status >= 300 && status < 400) return `It answered ${status}. Redirects are not followed.`;
  return `It answered ${status}.`;
}

function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return "It could not be asked.";
  if (error.name === "PrivateAddressRefused") return "Its name does not lead to a public address.";
  if (error.name === "TimeoutError") return "It did not answer within 15 seconds.";
  const code = "code" in error ? String(error.code) : "";
  return FAILURES[code] ?? `It could not be asked${code === "" ? "" : ` (${code})`}.`;
}
