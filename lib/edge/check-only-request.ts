import type { HeaderReader } from "./headers";

/** Where a gateway asks for a verdict; the original path may follow. */
export const CHECK_PATH = "/edge/check";

/** What a gateway asks about. */
export type OriginalRequest = {
  readonly method: string;
  /** The target of the original request, to be judged like one that came here itself. */
  readonly target: string;
  /** nginx' `auth_request` passes on nothing but 401 and 403. */
  readonly isNginx: boolean;
};

/** Whether a request target asks for a verdict. Compared as it came: no other spelling of the path is this one. */
export function isCheckTarget(target: string): boolean {
  if (!target.startsWith(CHECK_PATH)) return false;
  const next = target.charAt(CHECK_PATH.length);
  return next === "" || next === "/" || next === "?";
}

/**
 * The request a gateway asks about; null when it does not say which.
 *
 * Where it stands is told by the target alone, which only the gateway writes. Many gateways pass on every field their client sent, so a
 * field of another gateway's dialect must never count:
 * - `/edge/check/<original path and query>` (Envoy): the method is that of the question;
 * - `/edge/check?mode=nginx`: `X-Original-Method` and `X-Original-URI`;
 * - `/edge/check` (Traefik, Caddy, HAProxy): `X-Forwarded-Method` and `X-Forwarded-Uri`.
 *
 * A field sent twice is joined, which makes neither a method nor a target, and is refused later. nginx' fields beside
 * Traefik's are no answer either: a gateway that appends its client's query would let the client choose the dialect.
 */
export function originalRequest(
  method: string,
  target: string,
  headers: HeaderReader,
): OriginalRequest | null {
  const rest = target.slice(CHECK_PATH.length);
  if (rest.startsWith("/")) return { method, target: rest, isNginx: false };
  const isNginx = rest === "?mode=nginx";
  if (!isNginx && rest !== "" && rest !== "?") return null;
  if (isNginx && (headers.get("x-forwarded-uri") ?? headers.get("x-forwarded-method")) !== null) return null;
  const originalMethod = headers.get(isNginx ? "x-original-method" : "x-forwarded-method");
  const originalTarget = headers.get(isNginx ? "x-original-uri" : "x-forwarded-uri");
  if (!originalMethod || !originalTarget) return null;
  return { method: originalMethod, target: originalTarget, isNginx };
}

const PREFLIGHT_FIELD = "access-control-request-method";

/**
 * The fields of the original request, as the gateway passed them on with its question, but for the one that makes a
 * preflight: a verdict cannot answer it, for to a gateway 2xx means "send it on", and no call goes on without a key.
 */
export class OriginalHeaders implements HeaderReader {
  readonly #headers: HeaderReader;

  constructor(headers: HeaderReader) {
    this.#headers = headers;
  }

  get(name: string): string | null {
    return name === PREFLIGHT_FIELD ? null : this.#headers.get(name);
  }

  forEach(visit: (value: string, name: string) => void): void {
    this.#headers.forEach((value, name) => {
      if (name !== PREFLIGHT_FIELD) visit(value, name);
    });
  }
}
