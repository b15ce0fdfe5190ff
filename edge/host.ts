import { edgeState } from "@/lib/edge/adapters/edge-state";
import { CidrSet } from "@/lib/edge/cidr";
import { edgeEnv } from "@/lib/env";
import type { EdgeHost } from "@/lib/forwarding/edge-host";
import { closePools } from "@/lib/forwarding/pools";
import { addressPolicy } from "@/lib/forwarding/private-addresses";
import { CallCounts } from "@/lib/metrics/call-counts";
import { metricsRegistry } from "@/lib/metrics/registry";
import { startTracing } from "@/lib/telemetry/start";
import { startUsage } from "@/lib/usage/start";
import { type EdgeEndpoints, edgeEndpoints } from "./endpoints";
import { gatewayTrust } from "./gateway-trust";
import { keepTickShape } from "./tick-shape";

/**
 * Starts everything this process answers metered calls with. Rejects while the database is away.
 *
 * @param isAlone Whether the process does nothing else.
 */
export async function startEdgeHost(isAlone: boolean): Promise<{
  readonly host: EdgeHost;
  /** In the text format of Prometheus. */
  readonly metrics: () => Promise<string>;
  readonly endpoints: EdgeEndpoints;
  stop(): Promise<void>;
}> {
  const { PUBLIC_URL, UPSTREAM_PRIVATE_CIDRS, GATEWAY_SECRET, TRUSTED_PROXY_CIDRS } = edgeEnv();
  await keepTickShape();
  const policy = addressPolicy(UPSTREAM_PRIVATE_CIDRS);
  const state = await edgeState(isAlone ? "standalone" : "dashboard");
  const calls = new CallCounts(startUsage());
  const trusted = new CidrSet(TRUSTED_PROXY_CIDRS);
  const tracing = await startTracing(edgeEnv());
  const host: EdgeHost = {
    deps: state.deps,
    hmac: state.hmac,
    policy,
    sink: calls,
    publicUrl: PUBLIC_URL,
    ...(tracing !== null && { tracing: tracing.calls }),
  };
  const { keys, catalog, feed, counters } = state;
  const { load } = state.deps;
  const registry = metricsRegistry({ calls, keys, catalog, feed, load, counters });
  return {
    host,
    metrics: () => registry.metrics(),
    endpoints: edgeEndpoints(
      { ...host, believedBy: gatewayTrust(GATEWAY_SECRET, TRUSTED_PROXY_CIDRS) },
      { ...host, products: () => state.catalog.products, trusted },
      { edge: state, trusted },
    ),
    /** After the last answer. Metering is stopped apart. */
    async stop() {
      await tracing?.stop();
      await state.stop();
      await closePools();
    },
  };
}
