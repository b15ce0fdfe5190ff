import { isDatabaseAway } from "@/lib/actions/fault";
import { reportFault } from "@/lib/actions/report-fault";
import { env } from "@/lib/env";
import type { ErrorCode } from "@/lib/errors/codes";
import { DomainError, isDomainError } from "@/lib/errors/domain-error";

/** Where a problem happened. */
type Where = {
  requestId: string;
  path: string;
  scope?: string;
  allow?: string;
  /** The page of the documentation that explains the codes. */
  page?: string;
};

/** Codes that are about the token: the answer says how to authenticate. */
const CHALLENGES: Partial<Record<ErrorCode, (scope: string) => string>> = {
  token_missing: () => 'Bearer realm="keyward-management"',
  token_invalid: () => 'Bearer realm="keyward-management", error="invalid_token"',
  insufficient_scope: (scope) =>
    `Bearer realm="keyward-management", error="insufficient_scope", scope="${scope}"`,
};

/**
 * An error as `application/problem+json` (RFC 9457). What is no `DomainError` is logged under the request ID and says nothing
 * of itself.
 */
export function problemAnswer(error: unknown, where: Where, headers: Record<string, string> = {}): Response {
  const known = isDomainError(error) ? error : faultOf(error, where.requestId);
  const { code, status, message, fields, retryAfterSeconds } = known;
  const challenge = CHALLENGES[code]?.(where.scope ?? "");
  const wait = retryAfterSeconds ?? (status === 503 ? 1 : undefined);
  return new Response(
    JSON.stringify({
      type: `${env().PUBLIC_URL}${where.page ?? "/docs/api"}#${code}`,
      title: titleOf(code),
      status,
      code,
      detail: message,
      instance: where.path,
      requestId: where.requestId,
      ...(fields === undefined ? {} : { fields }),
    }),
    {
      status,
      headers: {
        "content-type": "application/problem+json",
        "cache-control": "no-store",
        "x-request-id": where.requestId,
        ...headers,
        ...(challenge === undefined ? {} : { "www-authenticate": challenge }),
        ...(wait === undefined ? {} : { "retry-after": String(wait) }),
        ...(where.allow === undefined ? {} : { allow: where.allow }),
      },
    },
  );
}

/** A code in words: `version_mismatch` → "Version mismatch". */
export function titleOf(code: ErrorCode): string {
  const words = code.replaceAll("_", " ");
  return words.charAt(0).toUpperCase() + words.slice(1);
}

function faultOf(error: unknown, requestId: string): DomainError {
  reportFault(requestId, error);
  return new DomainError(isDatabaseAway(error) ? "unavailable" : "internal");
}
