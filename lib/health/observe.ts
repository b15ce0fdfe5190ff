import type { ProductEntry } from "@/lib/edge/ports";
import { baseOf } from "@/lib/edge/upstream-target";
import { upstreamHealth } from "@/lib/forwarding/pools";
import { running } from "@/lib/usage/running";
import type { InstanceHealth, UpstreamSeen } from "./instance-health";

/** What of an edge its health is read from. */
export type HealthSources = {
  readonly feed: { readonly connectedSince: Date | undefined; readonly readAt: number };
  readonly catalog: {
    readonly products: readonly ProductEntry[];
    readonly versions: Readonly<Record<string, number>>;
  };
  readonly keys: { readonly size: { readonly entries: number; readonly inFlight: number } };
  readonly load: { readonly level: number };
  readonly shared: () => { readonly live: number; readonly away: number } | null;
};

/** What only the one who reports knows. */
export type Measured = Pick<InstanceHealth, "applied" | "databaseMs">;

/** How this process is now; reads what is in memory and asks nobody. */
export function observeInstance(sources: HealthSources, measured: Measured, now: number): InstanceHealth {
  const { feed, catalog, keys, load, shared } = sources;
  const { held: heldRecords, dropped: droppedRecords } = running()?.journal.stats() ?? {
    held: 0,
    dropped: 0,
  };
  return {
    feed: { isConnected: feed.connectedSince !== undefined, lagMs: Math.max(0, now - feed.readAt) },
    products: { ...catalog.versions },
    ...measured,
    keys: { cached: keys.size.entries, lookUps: keys.size.inFlight },
    journal: {
      bytes: (running()?.journal.files() ?? []).reduce((sum, { bytes }) => sum + bytes, 0),
      heldRecords,
      droppedRecords,
      behindSince: running()?.flusher.behindSince() ?? null,
    },
    shared: shared(),
    shedding: load.level,
    memoryBytes: process.memoryUsage.rss(),
    upstreams: upstreamsSeen(catalog.products),
  };
}

/** By upstream rather than by origin: several may share one, and each edge may know itself under another. */
function upstreamsSeen(products: readonly ProductEntry[]): UpstreamSeen[] {
  const byOrigin = new Map(upstreamHealth().map((health) => [health.origin, health]));
  const upstreams = new Map(products.map(({ upstream }) => [upstream.id, upstream]));
  return [...upstreams.values()].flatMap((upstream) => {
    const health = byOrigin.get(baseOf(upstream).origin);
    if (health === undefined) return [];
    const { isUp, answered, failed, lastFailureAt } = health;
    return {
      id: upstream.id,
      isUp,
      answered,
      unreachable: failed.upstream_unreachable,
      timedOut: failed.upstream_timeout,
      lastFailureAt,
    };
  });
}
