import { expect, it } from "vitest";
import { CachedKeyStore } from "@/lib/edge/adapters/cached-key-store";
import { productOf } from "@/lib/edge/testing/fixtures";
import { CallCounts } from "./call-counts";
import { metricsRegistry } from "./registry";
import { DECIDED_CALL } from "./testing/decided-call";

it("says what was counted, in the text format, with names of products and of nobody else", async () => {
  const calls = new CallCounts({ record: () => undefined });
  const registry = metricsRegistry({
    calls,
    keys: new CachedKeyStore({ fetch: async () => ({ entry: null, sees: () => true }) }),
    catalog: { products: [productOf()] },
    feed: { connectedSince: undefined, readAt: Date.now() },
    load: { level: 2 },
    counters: { shared: () => ({ live: 4, away: 1 }) },
  });
  calls.record({ ...DECIDED_CALL, productId: "prd_map", status: 200, code: "", latencyMs: 3 });
  calls.record({ ...DECIDED_CALL, productId: "prd_map", status: 200, code: "", latencyMs: 30 });
  calls.record({ ...DECIDED_CALL, productId: "", status: 404, code: "no_such_product", latencyMs: 0.1 });
  for (let round = 0; round < 2; round += 1) {
    const text = await registry.metrics();
    expect(text).toContain('keyward_calls_total{product="map",status="200",code="none"} 2');
    expect(text).toContain('keyward_calls_total{product="none",status="404",code="no_such_product"} 1');
    expect(text).toContain("# TYPE keyward_call_duration_seconds histogram");
    expect(text).toContain(
      'keyward_call_duration_seconds_bucket{product="map",outcome="forwarded",le="0.005"} 1',
    );
    expect(text).toContain(
      'keyward_call_duration_seconds_bucket{product="map",outcome="forwarded",le="+Inf"} 2',
    );
    expect(text).toContain('keyward_call_duration_seconds_count{product="map",outcome="forwarded"} 2');
    expect(text).toContain("keyward_change_feed_connected 0");
    expect(text).toContain("keyward_keys_cached 0");
    expect(text).toContain("keyward_shedding_level 2");
    expect(text).toContain("keyward_limit_instances 4");
    expect(text).toContain("keyward_redis_nodes_away 1");
    expect(text).toMatch(/nodejs_eventloop_lag_p99_seconds \d/);
    for (const id of ["org_a", "key_a", "192.0.2.1", "req_a"]) expect(text).not.toContain(id);
  }
});
