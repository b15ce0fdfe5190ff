import { edgeState } from "@/lib/edge/adapters/edge-state";
import { env } from "@/lib/env";
import type { EdgeHost } from "@/lib/forwarding/answer-call";
import { closePools } from "@/lib/forwarding/pools";
import { addressPolicy } from "@/lib/forwarding/private-addresses";
import { startUsage } from "@/lib/usage/start";

const slot = Symbol.for("keyward.edge-host");
const holder = globalThis as { [slot]?: Promise<EdgeHost> };

/**
 * Everything this process answers metered calls with, started at the first call and shared by all bundles.
 *
 * A failed start is forgotten; the next call tries again.
 */
export function edgeHost(): Promise<EdgeHost> {
  holder[slot] ??= start().catch((cause: unknown) => {
    delete holder[slot];
    throw cause;
  });
  return holder[slot];
}

/** Stops listening for changes and ends the connections to upstreams. Metering is stopped apart, after the last answer. */
export async function stopEdgeHost(): Promise<void> {
  const running = holder[slot];
  delete holder[slot];
  if (running === undefined) return;
  await running;
  await (await edgeState()).stop();
  await closePools();
}

async function start(): Promise<EdgeHost> {
  const { PUBLIC_URL, UPSTREAM_PRIVATE_CIDRS } = env();
  const policy = addressPolicy(UPSTREAM_PRIVATE_CIDRS);
  const { deps, hmac } = await edgeState();
  return { deps, hmac, policy, sink: startUsage(), publicUrl: PUBLIC_URL };
}
