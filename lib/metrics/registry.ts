import { Counter, collectDefaultMetrics, Gauge, type Metric, Registry } from "prom-client";
import type { CachedKeyStore } from "@/lib/edge/adapters/cached-key-store";
import type { OpenCounters } from "@/lib/edge/adapters/counters";
import type { LoadGauge } from "@/lib/edge/limits/shedding";
import type { ProductEntry } from "@/lib/edge/ports";
import { upstreamHealth } from "@/lib/forwarding/pools";
import { openTunnels } from "@/lib/forwarding/tunnels";
import { running } from "@/lib/usage/running";
import { type CallCounts, LATENCY_BUCKETS, type Latency } from "./call-counts";

/** What the numbers are read from when somebody asks. */
export type MetricSources = {
  readonly calls: CallCounts;
  readonly keys: CachedKeyStore;
  readonly catalog: { readonly products: readonly ProductEntry[] };
  readonly feed: { readonly connectedSince: Date | undefined; readonly readAt: number };
  readonly load: LoadGauge;
  readonly counters: Pick<OpenCounters, "shared">;
};

/**
 * The metrics of this process for Prometheus. Nothing is computed before somebody asks; labels are products, codes, statuses
 * and upstreams, never keys, orgs or addresses.
 */
export function metricsRegistry(sources: MetricSources): Registry {
  const registry = new Registry();
  // CPU, memory, garbage collection and event-loop delay.
  collectDefaultMetrics({ register: registry });
  addCalls(registry, sources);
  addUpstreams(registry);
  addState(registry, sources);
  return registry;
}

function addCalls(registry: Registry, { calls, catalog }: MetricSources): void {
  const slugOf = (id: string) =>
    id === "" ? "none" : (catalog.products.find((product) => product.id === id)?.slug ?? "other");
  const counter = new Counter({
    name: "keyward_calls_total",
    help: "Decided calls, by product, status and refusal code (forwarded: none).",
    labelNames: ["product", "status", "code"],
    registers: [registry],
    collect() {
      counter.reset();
      for (const { productId, cells } of calls.products()) {
        for (const { status, code, calls: count } of cells.values())
          counter.inc({ product: slugOf(productId), status, code: code || "none" }, count);
      }
    },
  });
  const name = "keyward_call_duration_seconds";
  const help = "From the request's head to the end of its answer.";
  const histogram = {
    name,
    help,
    type: "histogram",
    aggregator: "sum",
    get: async () => ({
      name,
      help,
      type: "histogram",
      aggregator: "sum",
      values: [...calls.products()].flatMap(({ productId, forwarded, refused }) => [
        ...histogramValues(name, { product: slugOf(productId), outcome: "forwarded" }, forwarded),
        ...histogramValues(name, { product: slugOf(productId), outcome: "refused" }, refused),
      ]),
    }),
  };
  // Counted apart: the library's own histogram hashes its labels at every call. The registry asks for no more than this.
  registry.registerMetric(histogram as unknown as Metric);
}

function histogramValues(name: string, labels: Record<string, string>, { buckets, seconds, calls }: Latency) {
  let sum = 0;
  const ends = LATENCY_BUCKETS.map((end, at) => {
    sum += buckets[at] ?? 0;
    return { metricName: `${name}_bucket`, labels: { ...labels, le: String(end) }, value: sum };
  });
  return [
    ...ends,
    { metricName: `${name}_bucket`, labels: { ...labels, le: "+Inf" }, value: calls },
    { metricName: `${name}_sum`, labels, value: seconds },
    { metricName: `${name}_count`, labels, value: calls },
  ];
}

function addUpstreams(registry: Registry): void {
  const up = new Gauge({
    name: "keyward_upstream_up",
    help: "1 when the latest call to this upstream was answered.",
    labelNames: ["upstream"],
    registers: [registry],
    collect() {
      up.reset();
      for (const { origin, isUp } of upstreamHealth()) up.set({ upstream: origin }, isUp ? 1 : 0);
    },
  });
  const failedAt = new Gauge({
    name: "keyward_upstream_last_failure_seconds",
    help: "Unix time of the latest failed call to this upstream.",
    labelNames: ["upstream"],
    registers: [registry],
    collect() {
      failedAt.reset();
      for (const { origin, lastFailureAt } of upstreamHealth())
        if (lastFailureAt !== null) failedAt.set({ upstream: origin }, lastFailureAt / 1000);
    },
  });
  const asked = new Counter({
    name: "keyward_upstream_calls_total",
    help: "Calls to this upstream, by how they went; repeated ones are tried a second time.",
    labelNames: ["upstream", "outcome"],
    registers: [registry],
    collect() {
      asked.reset();
      for (const { origin: upstream, answered, failed, repeated } of upstreamHealth()) {
        asked.inc({ upstream, outcome: "answered" }, answered);
        asked.inc({ upstream, outcome: "unreachable" }, failed.upstream_unreachable);
        asked.inc({ upstream, outcome: "timeout" }, failed.upstream_timeout);
        asked.inc({ upstream, outcome: "repeated" }, repeated);
      }
    },
  });
}

function addState(registry: Registry, { keys, feed, load, counters }: MetricSources): void {
  const gauge = (name: string, help: string, read: () => number) => {
    const made: Gauge = new Gauge({ name, help, registers: [registry], collect: () => made.set(read()) });
  };
  gauge("keyward_keys_cached", "Secrets in memory.", () => keys.size.entries);
  gauge("keyward_keys_unknown_cached", "Unknown secrets in memory.", () => keys.size.negatives);
  gauge("keyward_key_lookups_running", "Look-ups of secrets on their way.", () => keys.size.inFlight);
  gauge("keyward_change_feed_connected", "1 while changes are pushed to this process.", () =>
    feed.connectedSince === undefined ? 0 : 1,
  );
  gauge("keyward_change_feed_lag_seconds", "Age of the latest look into the change log.", () =>
    Math.max(0, (Date.now() - feed.readAt) / 1000),
  );
  gauge("keyward_shedding_level", "0 while everybody is let in, up to 5 while nobody is.", () => load.level);
  gauge("keyward_tunnels_open", "WebSocket connections between clients and upstreams.", openTunnels);
  gauge(
    "keyward_limit_instances",
    "Instances that share the limits, as far as this one knows.",
    () => counters.shared()?.live ?? 1,
  );
  gauge(
    "keyward_redis_nodes_away",
    "Nodes of Redis for which limits go by this instance's share.",
    () => counters.shared()?.away ?? 0,
  );
  gauge("keyward_journal_held_records", "Records that wait for the disk.", () => journalStats().held);
  gauge("keyward_journal_dropped_records", "Records lost to a full disk.", () => journalStats().dropped);
  gauge("keyward_journal_bytes", "Journal that is not counted yet.", () =>
    (running()?.journal.files() ?? []).reduce((sum, { bytes }) => sum + bytes, 0),
  );
}

function journalStats(): { held: number; dropped: number } {
  return running()?.journal.stats() ?? { held: 0, dropped: 0 };
}
