import { type NextRequest, NextResponse } from "next/server";
import { edgeHost } from "@/edge/host";
import { receivedCall } from "@/edge/received-call";
import { isInternalHeader } from "@/edge/strip-headers";
import { signInPath } from "@/lib/accounts/safe-path";
import { sessionCookieName } from "@/lib/accounts/session-cookie";
import { RESERVED_ROOTS } from "@/lib/edge/reserved-roots";
import { env } from "@/lib/env";
import { answerCall, type CallAnswer } from "@/lib/forwarding/answer-call";
import { EXCHANGE_HEADER, type Exchange, findExchange } from "@/lib/forwarding/exchange";
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
  if (RESERVED_ROOTS.has(root)) return answerFromApp(request, exchange, target, root);

  const host = await edgeHost();
  const call = receivedCall(request, exchange, target);
  const path = target.split("?", 1)[0] ?? target;
  const isLostVisitor =
    request.headers.get("sec-fetch-mode") === "navigate" && host.deps.catalog.router.match(path) === null;
  if (isLostVisitor) return answerFromApp(request, exchange, target, root);
  return toResponse(await answerCall(call, host), exchange);
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
  if (isRead && needsSession(root) && !request.cookies.has(sessionCookieName(PUBLIC_URL))) {
    return new Response(null, { status: 307, headers: { Location: signInPath(visiblePath(target)) } });
  }
  const headers = new Headers(request.headers);
  // Under plain `next start` nobody has removed what a client made up.
  for (const name of [...headers.keys()])
    if (isInternalHeader(name, root === "samples")) headers.delete(name);
  // A sample API verifies the target exactly as the edge sent it.
  headers.set("x-keyward-path", root === "samples" ? target : visiblePath(target));
  if (exchange !== undefined) headers.set("x-keyward-client", exchange.peer);
  // A sample API plays an upstream: no page, no session, only the assertion of the call.
  if (root === "samples") return NextResponse.next({ request: { headers } });

  const isHttps = PUBLIC_URL.startsWith("https:");
  const nonce = newNonce();
  const policy = contentSecurityPolicy({ nonce, isHttps, isDevelopment: NODE_ENV === "development" });
  headers.set("x-nonce", nonce);
  // Next reads the nonce for its own scripts from the request's policy.
  headers.set("content-security-policy", policy);
  const response = NextResponse.next({ request: { headers } });
  response.headers.set("Content-Security-Policy", policy);
  for (const [name, value] of securityHeaders(isHttps)) response.headers.set(name, value);
  return response;
}

function newNonce(): string {
  return Buffer.from(crypto.getRandomValues(new Uint8Array(16))).toString("base64");
}

function pairsOf(flat: readonly string[]): [string, string][] {
  return flat.flatMap((name, at): [string, string][] => (at % 2 === 0 ? [[name, flat[at + 1] ?? ""]] : []));
}
