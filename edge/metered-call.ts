import type { IncomingMessage, ServerResponse } from "node:http";
import type { RawHeaders } from "@/lib/edge/headers";
import type { MeteredCall } from "@/lib/forwarding/edge-host";
import type { Client } from "./client";
import { requestBody } from "./request-body";

type Received = {
  readonly target: string;
  readonly headers: RawHeaders;
  readonly client: Client;
  readonly expectsContinue: boolean;
};

/** A metered call as it came off the wire. Touches no field of the request that Node would have to build. */
export function meteredCall(req: IncomingMessage, res: ServerResponse, received: Received): MeteredCall {
  const { target, headers, client, expectsContinue } = received;
  const length = headers.get("content-length");
  const hasBody = (length !== null && Number(length) > 0) || headers.get("transfer-encoding") !== null;
  return {
    method: req.method ?? "",
    target,
    headers,
    ip: client.ip,
    isSecure: client.isSecure,
    contentLength: hasBody && length !== null ? Number(length) : null,
    arrivedAt: performance.now(),
    body: hasBody ? requestBody(req, res, expectsContinue) : null,
  };
}
