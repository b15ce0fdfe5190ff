import { type NextRequest, NextResponse } from "next/server";
import { isInternalHeader } from "@/edge/strip-headers";
import { signInPath } from "@/lib/accounts/safe-path";
import { sessionCookieName } from "@/lib/accounts/session-cookie";
import { RawHeaders } from "@/lib/edge/headers";
import { containsSecret, redact } from "@/lib/edge/redact";
import { RESERVED_ROOTS } from "@/lib/edge/reserved-roots";
import { env } from "@/lib/env";
import type { CallAnswer } from "@/lib/forwarding/answer-call";
import { edgePort } from "@/lib/forwarding/edge-port";
import { EXCHANGE_HEADER, type Exchange, findExchange } from "@/lib/forwarding/exchange";
import { internalAnswer } from "@/lib/forwarding/internal-answer";
import { logger } from "@/lib/logging/logger";
import { contentSecurityPolicy } from "@/lib/pages/content-security-policy";
import { needsSession, rootOf, visiblePath } from "@/lib/pages/page-path";
import { securityHeaders } from "@/lib/pages/security-headers";

/**
 * Every request passes here: no matcher, because a path that one forgets would be a way around. The first segment as it
 * was sent decides whether the app or the edge answers.
 */
export async function proxy(request: NextRequest): Promise<Response> {
  const exchange = findExchange(request.headers.get(EXCHANGE_HEADER));
  const target = exchange?.rawTarget ?? request.nextUrl.pathname + request.nextUrl.search;
  const root = rootOf(target);
  if (RESERVED_ROOTS.has(root) || isLostVisitor(request, target)) {
    return answerFromApp(request, exchange, target, root);
  }
  return answerFromEdge(request, exchange);
}

/** A person's browser at a path that is neither page nor product gets a page that says so; a program gets the problem. */
function isLostVisitor(request: NextRequest, target: string): boolean {
  if (request.headers.get("sec-fetch-mode") !== "navigate") return false;
  return edgePort()?.knows(target.split("?", 1)[0] ?? target) === false;
}

async function answerFromEdge(request: NextRequest, exchange: Exchange | undefined): Promise<Response> {
  const edge = edgePort();
  try {
    if (edge === undefined || exchange === undefined) {
      // Plain `next start`: nobody judged the raw request or knows the peer, so nothing may be admitted.
      throw new Error("Metered calls are answered behind server.ts only: npm start");
    }
    const answer = await edge.answer({
      method: request.method,
      target: exchange.rawTarget,
      headers: new RawHeaders(exchange.rawHeaders),
      ip: exchange.peer,
      isSecure: exchange.isSecure,
      contentLength: exchange.contentLength,
      arrivedAt: exchange.arrivedAt,
      body: exchange.body,
      client: request.signal,
    });
    return toResponse(answer, exchange);
  } catch (err) {
    const { requestId, answer } = internalAnswer();
    logger.error({ err, requestId }, "the edge failed to answer a call");
    return toResponse(answer, exchange);
  }
}

/** With an exchange the host writes the head itself, so that Next cannot change it on the way. */
function toResponse({ status, headers, body }: CallAnswer, exchange: Exchange | undefined): Response {
  if (exchange === undefined) return new Response(body, { status, headers: pairsOf(headers) });
  exchange.answer = { status, headers };
  return new Response(body);
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
  if (exchange !== undefined) headers.set("x-keyward-client", exchange.peer);
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
