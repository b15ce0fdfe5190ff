import type { IncomingMessage, ServerResponse } from "node:http";
import { answerCheck, type EndpointHost } from "./check-endpoint";

/** Answers a request under `/edge/`, in front of every framework; false when it is none of the edge's own. */
export type EdgeEndpoints = (req: IncomingMessage, res: ServerResponse) => boolean;

/** What both hosts serve for other gateways and for keys that ask about themselves. */
export function edgeEndpoints(host: EndpointHost): EdgeEndpoints {
  return (req, res) => answerCheck(req, res, host);
}
