import type { ServerResponse } from "node:http";
import type { Call, EdgeDeps } from "@/lib/edge/decision";
import type { Hmac, UsageSink } from "@/lib/edge/ports";
import type { CallTracing } from "./call-tracing";
import type { AddressPolicy } from "./private-addresses";

/** What a host needs to answer metered calls; one object per process. */
export type EdgeHost = {
  readonly deps: EdgeDeps;
  readonly hmac: Hmac;
  readonly sink: UsageSink;
  readonly policy: AddressPolicy;
  /** Base URL of the dashboard, without trailing slash. */
  readonly publicUrl: string;
  /** Left out: nobody follows calls. */
  readonly tracing?: CallTracing;
};

/** A call as its host received it, with its body unread; null when it is framed without one. */
export type MeteredCall = Call & {
  readonly body: AsyncIterable<Uint8Array> | null;
  /** There when it is a WebSocket handshake whose connection may be handed over: what came right behind it, and what holds the connection. */
  readonly switching?: { readonly head: Uint8Array; readonly res: ServerResponse };
};
