import { isIP } from "node:net";
import { Pool } from "undici";
import type { UpstreamEntry } from "@/lib/edge/ports";
import { type AddressPolicy, PrivateAddressRefused } from "./private-addresses";
import { selfOrigin } from "./self-origin";

/** Connections to one upstream; calls beyond wait their turn inside their total time-out. */
const CONNECTIONS = 256;
const MAX_HEADER_BYTES = 16_384;

type Pools = Map<string, { readonly connectTimeoutMs: number; readonly pool: Pool }>;

const slot = Symbol.for("keyward.upstream-pools");

function pools(): Pools {
  const holder = globalThis as typeof globalThis & { [slot]?: Pools };
  holder[slot] ??= new Map();
  return holder[slot];
}

/**
 * The connections to an upstream's origin, kept alive between calls and shared by every upstream of that origin.
 *
 * A changed connect time-out replaces the pool; calls under way finish on the old one.
 * @throws {PrivateAddressRefused} When the upstream is a private address that `policy` does not allow. This process'
 * own address always passes.
 */
export function poolFor(upstream: UpstreamEntry, base: URL, policy: AddressPolicy): Pool {
  const isSelf = base.origin === selfOrigin();
  const host = base.hostname.replace(/^\[|\]$/g, "");
  if (!isSelf && isIP(host) !== 0 && !policy.allows(host)) {
    throw new PrivateAddressRefused(`${host} is not a public address`);
  }
  const known = pools().get(base.origin);
  if (known?.connectTimeoutMs === upstream.connectTimeoutMs) return known.pool;
  const pool = new Pool(base.origin, {
    connections: CONNECTIONS,
    pipelining: 1,
    maxHeaderSize: MAX_HEADER_BYTES,
    connect: { timeout: upstream.connectTimeoutMs, ...(isSelf ? {} : { lookup: policy.lookup }) },
  });
  pools().set(base.origin, { connectTimeoutMs: upstream.connectTimeoutMs, pool });
  known?.pool.close().catch(() => undefined);
  return pool;
}

/** Ends every connection to every upstream, at the stop of the process. */
export async function closePools(): Promise<void> {
  const open = [...pools().values()];
  pools().clear();
  await Promise.all(open.map(({ pool }) => pool.destroy()));
}
