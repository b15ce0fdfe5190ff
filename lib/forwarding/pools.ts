import { isIP, type LookupFunction } from "node:net";
import { buildConnector, Pool } from "undici";
import type { UpstreamEntry } from "@/lib/edge/ports";
import { baseOf } from "@/lib/edge/upstream-target";
import { withoutInterimAnswers } from "./interim-answers";
import { type AddressPolicy, PrivateAddressRefused } from "./private-addresses";
import { selfOrigin } from "./self-origin";
import { UpstreamHealth } from "./upstream-health";

/** Connections to one upstream; calls beyond wait their turn inside their total time-out. */
const CONNECTIONS = 256;
const MAX_HEADER_BYTES = 16_384;

/** The connections to an origin, and how the calls over them went. */
export type UpstreamPool = { readonly pool: Pool; readonly health: UpstreamHealth };

type Pools = {
  /** By origin and connect time-out: two upstreams of one origin may differ in that. */
  readonly byOrigin: Map<string, UpstreamPool>;
  /** Entries are immutable, so what one led to holds for its life. */
  readonly byEntry: WeakMap<UpstreamEntry, UpstreamPool>;
  readonly health: Map<string, UpstreamHealth>;
};

const slot = Symbol.for("keyward.upstream-pools");

function pools(): Pools {
  const holder = globalThis as typeof globalThis & { [slot]?: Pools };
  holder[slot] ??= { byOrigin: new Map(), byEntry: new WeakMap(), health: new Map() };
  return holder[slot];
}

/**
 * The connections to an upstream's origin, kept alive between calls and shared by every upstream of that origin.
 *
 * @throws {PrivateAddressRefused} When the upstream is a private address that `policy` does not allow. This process'
 * own address always passes.
 */
export function upstreamPool(upstream: UpstreamEntry, policy: AddressPolicy): UpstreamPool {
  const known = pools().byEntry.get(upstream);
  if (known !== undefined) return known;
  const { origin } = baseOf(upstream);
  const isSelf = origin === selfOrigin();
  const host = new URL(origin).hostname.replace(/^\[|\]$/g, "");
  if (!isSelf && isIP(host) !== 0 && !policy.allows(host)) {
    throw new PrivateAddressRefused(`${host} is not a public address`);
  }
  const name = `${origin} ${upstream.connectTimeoutMs}`;
  const found = pools().byOrigin.get(name) ?? {
    pool: new Pool(origin, {
      connections: CONNECTIONS,
      pipelining: 1,
      maxHeaderSize: MAX_HEADER_BYTES,
      connect: connector(upstream.connectTimeoutMs, isSelf ? undefined : policy.lookup),
    }),
    health: healthOf(origin),
  };
  pools().byOrigin.set(name, found);
  pools().byEntry.set(upstream, found);
  return found;
}

function connector(timeout: number, lookup: LookupFunction | undefined): buildConnector.connector {
  // No port here: undici fills in that of the origin.
  const connect = buildConnector({ timeout, ...(lookup && { lookup }) } as buildConnector.BuildOptions);
  return (options, callback) =>
    connect(options, (...[error, socket]) => {
      if (error !== null) return callback(error, null);
      withoutInterimAnswers(socket);
      callback(null, socket);
    });
}

function healthOf(origin: string): UpstreamHealth {
  const health = pools().health.get(origin) ?? new UpstreamHealth(origin);
  pools().health.set(origin, health);
  return health;
}

/** How every upstream asked since the start has done. */
export function upstreamHealth(): readonly UpstreamHealth[] {
  return [...pools().health.values()];
}

/** Ends every connection to every upstream, at the stop of the process. */
export async function closePools(): Promise<void> {
  const open = [...pools().byOrigin.values()];
  delete (globalThis as { [slot]?: Pools })[slot];
  await Promise.all(open.map(({ pool }) => pool.destroy()));
}
