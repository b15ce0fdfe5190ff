import { edgeState } from "@/lib/edge/adapters/edge-state";
import type { UsageSink } from "@/lib/edge/ports";
import { edgeEnv } from "@/lib/env";
import { answerCall } from "@/lib/forwarding/answer-call";
import { openEdgePort } from "@/lib/forwarding/edge-port";
import { closePools } from "@/lib/forwarding/pools";
import { addressPolicy } from "@/lib/forwarding/private-addresses";
import { startUsage } from "@/lib/usage/start";
import { type EdgeEndpoints, edgeEndpoints } from "./endpoints";
import { gatewayTrust } from "./gateway-trust";

/** Starts everything this process answers metered calls with, and opens it to `proxy.ts`. Rejects while the database is away. */
export async function startEdgeHost(): Promise<{
  readonly sink: UsageSink;
  readonly endpoints: EdgeEndpoints;
  stop(): Promise<void>;
}> {
  const { PUBLIC_URL, UPSTREAM_PRIVATE_CIDRS, GATEWAY_SECRET, TRUSTED_PROXY_CIDRS } = edgeEnv();
  const policy = addressPolicy(UPSTREAM_PRIVATE_CIDRS);
  const state = await edgeState();
  const sink = startUsage();
  const host = { deps: state.deps, hmac: state.hmac, policy, sink, publicUrl: PUBLIC_URL };
  openEdgePort({
    knows: (path) => state.deps.catalog.router.match(path) !== null,
    answer: (call) => answerCall(call, host),
  });
  return {
    sink,
    endpoints: edgeEndpoints({ ...host, believedBy: gatewayTrust(GATEWAY_SECRET, TRUSTED_PROXY_CIDRS) }),
    /** After the last answer. Metering is stopped apart. */
    async stop() {
      await state.stop();
      await closePools();
    },
  };
}
