import { type EdgeState, edgeState } from "@/lib/edge/adapters/edge-state";
import { CidrSet } from "@/lib/edge/cidr";
import { edgeEnv } from "@/lib/env";
import type { EdgeHost } from "@/lib/forwarding/edge-host";
import { closePools } from "@/lib/forwarding/pools";
import { addressPolicy } from "@/lib/forwarding/private-addresses";
import { startUsage } from "@/lib/usage/start";
import { type EdgeEndpoints, edgeEndpoints } from "./endpoints";
import { gatewayTrust } from "./gateway-trust";

/** Starts everything this process answers metered calls with. Rejects while the database is away. */
export async function startEdgeHost(): Promise<{
  readonly host: EdgeHost;
  readonly state: EdgeState;
  readonly endpoints: EdgeEndpoints;
  stop(): Promise<void>;
}> {
  const { PUBLIC_URL, UPSTREAM_PRIVATE_CIDRS, GATEWAY_SECRET, TRUSTED_PROXY_CIDRS } = edgeEnv();
  const policy = addressPolicy(UPSTREAM_PRIVATE_CIDRS);
  const state = await edgeState();
  const sink = startUsage();
  const host: EdgeHost = { deps: state.deps, hmac: state.hmac, policy, sink, publicUrl: PUBLIC_URL };
  return {
    host,
    state,
    endpoints: edgeEndpoints(
      { ...host, believedBy: gatewayTrust(GATEWAY_SECRET, TRUSTED_PROXY_CIDRS) },
      { edge: state, trusted: new CidrSet(TRUSTED_PROXY_CIDRS) },
    ),
    /** After the last answer. Metering is stopped apart. */
    async stop() {
      await state.stop();
      await closePools();
    },
  };
}
