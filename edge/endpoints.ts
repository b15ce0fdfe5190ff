import type { IncomingMessage, ServerResponse } from "node:http";
import { answerCheck, type EndpointHost } from "./check-endpoint";
import { answerOAuthRequest, type OAuthHost } from "./oauth-endpoint";
import { answerUsage, type UsageHost } from "./usage-endpoint";

/** Answers a request under `/edge/`, `/oauth/` or `/.well-known/`, in front of every framework; false when it is none of the edge's own. */
export type EdgeEndpoints = (req: IncomingMessage, res: ServerResponse) => boolean;

/** What both hosts serve for other gateways, for keys that ask about themselves, and for clients that want tokens. */
export function edgeEndpoints(host: EndpointHost, usage: UsageHost, oauth: OAuthHost): EdgeEndpoints {
  return (req, res) =>
    answerCheck(req, res, host) || answerUsage(req, res, usage) || answerOAuthRequest(req, res, oauth);
}
