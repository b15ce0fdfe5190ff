import type { OrgContext } from "@/lib/orgs/context";
import type { CsvCell } from "@/lib/std/csv";
import { usageBreakdown } from "./breakdown";
import type { TopDimension } from "./breakdown-schemas";
import { MEASURE_IDS } from "./measures";
import { usageReport } from "./report";
import type { UsageQuery } from "./schemas";
import { readSnapshot } from "./snapshot";
import { topsOf } from "./tops";
import { keptSince, viewOf } from "./view";

/** A panel as a table, before it is known how it is written. */
export type Cells = { columns: readonly string[]; rows: readonly (readonly CsvCell[])[] };

/** More values of a dimension than are told apart anywhere. */
const ALL_VALUES = 100_000;

/** Every number that is told over time but the response time, beside those of what it is compared with. */
export async function seriesCells(ctx: OrgContext, query: UsageQuery): Promise<Cells> {
  const report = await usageReport(ctx, query);
  const compared = report.comparison;
  return {
    columns: [
      "time",
      ...MEASURE_IDS.map(snakeCase),
      ...(compared === null
        ? []
        : ["compared_time", ...MEASURE_IDS.map((id) => `compared_${snakeCase(id)}`)]),
    ],
    rows: report.series.starts.map((start, i) => {
      const then = compared?.series.starts[i];
      return [
        new Date(start).toISOString(),
        ...MEASURE_IDS.map((id) => report.series[id][i] ?? null),
        ...(compared === null
          ? []
          : [
              then === undefined ? null : new Date(then).toISOString(),
              ...MEASURE_IDS.map((id) => compared.series[id][i] ?? null),
            ]),
      ];
    }),
  };
}

/** Panels that are read together: a file of one of them. Secrets are told apart of one key alone; of several there are no rows. */
export async function partCells(
  ctx: OrgContext,
  query: UsageQuery,
  panel: "latency" | "outcomes" | "products" | "secrets",
): Promise<Cells> {
  const { latency, outcomes, products, secrets } = await usageBreakdown(ctx, query);
  switch (panel) {
    case "latency":
      return {
        columns: ["time", "p50_ms", "p95_ms", "p99_ms"],
        rows: latency.starts.map((start, i) => [
          new Date(start).toISOString(),
          ...[latency.p50, latency.p95, latency.p99].map((values) => values[i] ?? null),
        ]),
      };
    case "outcomes":
      return {
        columns: ["status", "code", "requests"],
        rows: outcomes.map(({ status, code, requests }) => [status, code, requests]),
      };
    case "products":
      return {
        columns: ["product_id", "product", "requests", "bytes"],
        rows: products.map(({ id, name, requests, bytes }) => [id, name, requests, bytes]),
      };
    case "secrets":
      return {
        columns: ["secret_id", "begins_with", "ends_with", "status", "requests", "refused"],
        rows: (secrets ?? []).map(({ id, head, tail, status, requests, refused }) => [
          id,
          head,
          tail,
          status,
          requests,
          refused,
        ]),
      };
  }
}

/** All callers of a dimension, with a last row for those that are not told apart. */
export async function callerCells(
  ctx: OrgContext,
  query: UsageQuery,
  dimension: TopDimension,
): Promise<Cells> {
  // Checks the filters, too.
  await usageReport(ctx, { ...query, compare: "" });
  const nowMs = ctx.now.getTime();
  const { fromMs, toMs } = viewOf(query, nowMs);
  const scope = { orgId: ctx.org.id, fromMs, toMs, keys: query.keys, products: query.products };
  const { top } = await readSnapshot((client) => topsOf(client, scope, keptSince(nowMs).minute, ALL_VALUES));
  const { values, other } = top[dimension];
  return {
    columns: [dimension, "requests_at_least", "not_told_apart"],
    rows: [
      ...values.map(({ value, requests, unsure }) => [value, requests, unsure]),
      ...(other > 0 ? [["(others)", other, 0]] : []),
    ],
  };
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
