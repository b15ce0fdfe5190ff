import type { IncomingMessage, ServerResponse } from "node:http";
import type { CidrSet } from "@/lib/edge/cidr";
import { RawHeaders } from "@/lib/edge/headers";
import { judgeRawRequest } from "@/lib/edge/raw-request";
import { logger } from "@/lib/logging/logger";
import { newId } from "@/lib/std/id";
import { answerOAuth, isOAuthPath } from "@/lib/tokens/endpoints";
import { errorAnswer, type OAuthAnswer, oauthError } from "@/lib/tokens/oauth-answer";
import type { OAuthEdge, OAuthRequest } from "@/lib/tokens/oauth-request";
import { clientOf } from "./client";
import { guardAnswer } from "./guard-answer";
import { hasBody, requestBody } from "./request-body";

/** What the OAuth endpoints need; one object per process. */
export type OAuthHost = {
  readonly edge: OAuthEdge;
  /** Proxies whose word about their clients is believed. */
  readonly trusted: CidrSet;
};

/**
 * Answers the OAuth endpoints and documents on every host, in front of every framework: two `Authorization` fields must
 * be seen as two, and a body is read only as far as a form may go. False when the request is about something else.
 */
export function answerOAuthRequest(req: IncomingMessage, res: ServerResponse, host: OAuthHost): boolean {
  const target = req.url ?? "";
  const path = target.split("?", 1)[0] ?? target;
  if (!isOAuthPath(path)) return false;
  guardAnswer(req, res);
  const requestId = newId("request");
  const write = ({ status, headers, body }: OAuthAnswer) => {
    res.writeHead(status, [...headers, "X-Request-Id", requestId]);
    res.end(req.method === "HEAD" ? undefined : body);
  };
  answer(req, res, path, host).then(write, (err: unknown) => {
    // A client that left in the middle of its form waits for nothing.
    if (!req.complete && req.destroyed) return;
    logger.error({ err, path, requestId }, "an OAuth endpoint failed to answer");
    write(errorAnswer(oauthError("server_error", "Keyward failed to do this.")));
  });
  return true;
}

async function answer(
  req: IncomingMessage,
  res: ServerResponse,
  path: string,
  { edge, trusted }: OAuthHost,
): Promise<OAuthAnswer> {
  const method = req.method ?? "";
  if (judgeRawRequest({ method, target: path, rawHeaders: req.rawHeaders }) !== null) {
    return errorAnswer(oauthError("invalid_request", "The request is malformed."));
  }
  const headers = new RawHeaders(req.rawHeaders);
  const expectsContinue = /^100-continue$/i.test(headers.get("expect") ?? "");
  const request: OAuthRequest = {
    ...clientOf(req.socket, headers, trusted),
    method,
    path,
    headers,
    body: hasBody(req) ? requestBody(req, res, expectsContinue) : null,
    arrivedAt: performance.now(),
  };
  return answerOAuth(request, edge, Date.now());
}
