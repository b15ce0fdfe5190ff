import { describe, expect, it } from "vitest";
import type { UsageRecord } from "@/lib/edge/ports";
import { CallCounts, LATENCY_BUCKETS } from "./call-counts";
import { DECIDED_CALL } from "./testing/decided-call";

function counted(...records: Partial<UsageRecord>[]) {
  const metered: UsageRecord[] = [];
  const counts = new CallCounts({ record: (usage) => metered.push(usage) });
  for (const record of records) counts.record({ ...DECIDED_CALL, ...record });
  return { counts, metered, rows: [...counts.products()] };
}

describe("counting for metrics", () => {
  it("hands every record on, the same object, once", () => {
    const { metered } = counted({}, { code: "key_missing", status: 401 });
    expect(metered).toHaveLength(2);
  });

  it("tells products, codes and statuses apart", () => {
    const { rows } = counted({}, {}, { status: 404 }, { code: "key_missing", status: 401, productId: "" });
    expect(rows.map(({ productId, cells }) => [productId, [...cells.values()]])).toEqual([
      [
        "prd_a",
        [
          { status: 200, code: "", calls: 2 },
          { status: 404, code: "", calls: 1 },
        ],
      ],
      ["", [{ status: 401, code: "key_missing", calls: 1 }]],
    ]);
  });

  it("puts a latency into the first bucket that holds it, and none into one when it is beyond all", () => {
    const { rows } = counted({ latencyMs: 1 }, { latencyMs: 1.1 }, { latencyMs: 99_000 });
    const forwarded = rows[0]?.forwarded;
    expect(forwarded?.buckets.slice(0, 3)).toEqual([1, 1, 0]);
    expect(forwarded?.buckets.reduce((sum, calls) => sum + calls)).toBe(2);
    expect(forwarded).toMatchObject({ calls: 3, seconds: 99.0021 });
    expect(LATENCY_BUCKETS).toHaveLength(forwarded?.buckets.length ?? 0);
  });

  it("is bounded: products beyond the first two hundred are one", () => {
    const { rows } = counted(...Array.from({ length: 1000 }, (_, at) => ({ productId: `prd_${at}` })));
    expect(rows.length).toBeLessThanOrEqual(201);
    const other = rows.find(({ productId }) => productId === "other");
    expect([...(other?.cells.values() ?? [])]).toEqual([{ status: 200, code: "", calls: 800 }]);
  });

  it("asks for records of admitted calls only where the meter does", () => {
    expect(new CallCounts({ record: () => undefined }).admitted).toBeUndefined();
    const admitted: UsageRecord[] = [];
    new CallCounts({ record: () => undefined, admitted: (usage) => admitted.push(usage) }).admitted?.(
      DECIDED_CALL,
    );
    expect(admitted).toEqual([DECIDED_CALL]);
  });
});
