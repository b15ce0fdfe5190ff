import { type NextRequest, NextResponse } from "next/server";
import { isInternalHeader } from "@/edge/strip-headers";
import { signInPath } from "@/lib/accounts/safe-path";
import { sessionCookieName } from "@/lib/accounts/session-cookie";
import { containsSecret, redact } from "@/lib/edge/redact";
import { RESERVED_ROOTS } from "@/lib/edge/reserved-roots";
import { env } from "@/lib/env";
import { EXCHANGE_HEADER, type Exchange, findExchange } from "@/lib/forwarding/exchange";
import { internalAnswer } from "@/lib/forwarding/internal-answer";
import { logger } from "@/lib/logging/logger";
import { contentSecurityPolicy } from "@/lib/pages/content-security-policy";
import { needsSession, rootOf, visiblePath } from "@/lib/pages/page-path";
import { securityHeaders } from "@/lib/pages/security-headers";

/**
 * Every request passes here: no matcher, because a path that one forgets would be a way around. A metered call is
 * checked, limited, forwarded and metered by the edge; everything else is the app's.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const exchange = findExchange(request.headers.get(EXCHANGE_HEADER));
  if (exchange !== undefined && exchange.answer !== null) {
    await exchange.answer();
    return new Response(null);
  }
  const target = exchange?.rawTarget ?? request.nextUrl.pathname + request.nextUrl.search;
  const root = rootOf(target);
  // Plain `next start`: nobody judged the raw request or knows the peer, so nothing may be admitted.
  if (exchange === undefined && !RESERVED_ROOTS.has(root)) return refuseUnjudged();
  return answerFromApp(request, exchange, target, root);
}

function refuseUnjudged(): Response {
  const { requestId, answer } = internalAnswer();
  logger.error({ requestId }, "Metered calls are answered behind server.ts only: npm start");
  return new Response(answer.body, { status: answer.status, headers: pairsOf(answer.headers) });
}

function answerFromApp(
  request: NextRequest,
  exchange: Exchange | undefined,
  target: string,
  root: string,
): Response {
  const { PUBLIC_URL, NODE_ENV } = env();
  const isRead = request.method === "GET" || request.method === "HEAD";
  // A page repeats its own address in what it is made of; one with a secret in it is left for the same without.
  if (isRead && root !== "samples" && containsSecret(target)) {
    return withSecurityHeaders(
      NextResponse.redirect(new URL(redact(visiblePath(target)), request.nextUrl)),
      PUBLIC_URL,
    );
  }
  if (isRead && needsSession(root) && !request.cookies.has(sessionCookieName(PUBLIC_URL))) {
    return withSecurityHeaders(
      NextResponse.redirect(new URL(signInPath(visiblePath(target)), request.nextUrl)),
      PUBLIC_URL,
    );
  }
  const headers = new Headers(request.headers);
  // Under plain `next start` nobody has removed what a client made up.
  for (const name of [...headers.keys()]) {
    if (isInternalHeader(name, root === "samples")) headers.delete(name);
  }
  // The samples verify an assertion over the target as it was sent; Next has rewritten its own copy.
  headers.set("x-keyward-path", root === "samples" ? target : visiblePath(target));
  if (exchange !== undefined) headers.set("x-keyward-client", exchange.client);
  // A sample API plays an upstream: no page, no session, only the assertion of the call.
  // One handler for all of them: Next answers 500 when it has to decode a path that is not UTF-8.
  if (root === "samples") {
    return NextResponse.rewrite(new URL("/samples", request.url), { request: { headers } });
  }

  const nonce = newNonce();
  const isHttps = PUBLIC_URL.startsWith("https:");
  const policy = contentSecurityPolicy({ nonce, isHttps, isDevelopment: NODE_ENV === "development" });
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  return withSecurityHeaders(response, PUBLIC_URL);
}

function withSecurityHeaders(response: NextResponse, publicUrl: string): NextResponse {
  for (const [name, value] of securityHeaders(publicUrl.startsWith("https:")))
    response.headers.set(name, value);
  return response;
}

function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}

function pairsOf(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""]] : []));
}
