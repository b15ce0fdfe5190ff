import type { RequestContext } from "@/lib/orgs/context";
import { newId } from "@/lib/std/id";
import type { Incoming } from "./incoming";

/** Written by `proxy.ts` after it removed any inbound copy: the client's address, never what a client claims. */
export const CLIENT_ADDRESS_HEADER = "x-keyward-client";

const USER_AGENT_MAX = 400;

/**
 * Where a request came from, with a fresh request ID.
 *
 * `ip` is `unknown` when the host did not stamp an address. `userAgent` is cut to 400 characters.
 */
export function requestContext(request: Incoming, now: Date): RequestContext {
  return {
    requestId: newId("request"),
    ip: request.header(CLIENT_ADDRESS_HEADER) || "unknown",
    userAgent: (request.header("user-agent") ?? "").slice(0, USER_AGENT_MAX),
    now,
  };
}
