import type { OrgContext } from "@/lib/orgs/context";
import { requirePermission } from "@/lib/orgs/context";
import { type CsvCell, csvLine } from "@/lib/std/csv";
import { usageBreakdown } from "./breakdown";
import { TOP_DIMENSIONS, type TopDimension } from "./breakdown-schemas";
import type { UsageExport } from "./export-schemas";
import { MEASURE_IDS } from "./measures";
import { usageReport } from "./report";
import type { UsageQuery } from "./schemas";
import { readSnapshot } from "./snapshot";
import { topsOf } from "./tops";
import { keptSince, viewOf } from "./view";

type Cells = { columns: readonly string[]; rows: readonly (readonly CsvCell[])[] };

/** More values of a dimension than are told apart anywhere. */
const ALL_VALUES = 100_000;

/**
 * One panel of an Analytics view as a file: all of its numbers, in the order of the view, as CSV or as JSON (one array of
 * objects). Empty cells are gaps, not zeros. A list of callers has a last row for all that are not told apart, so that it adds
 * up to all calls.
 *
 * @throws {DomainError} As `usageReport`.
 */
export async function exportUsage(
  ctx: OrgContext,
  query: UsageQuery,
  { panel, format }: UsageExport,
): Promise<AsyncGenerator<string>> {
  requirePermission(ctx, "usage:read");
  const cells = await cellsOf(ctx, query, panel);
  return format === "csv" ? asCsv(cells) : asJson(cells);
}

async function cellsOf(ctx: OrgContext, query: UsageQuery, panel: UsageExport["panel"]): Promise<Cells> {
  if (panel === "series") return await series(ctx, query);
  if (isTop(panel)) return await callers(ctx, query, panel);
  const breakdown = await usageBreakdown(ctx, query);
  if (panel === "latency") {
    const { starts, p50, p95, p99 } = breakdown.latency;
    return {
      columns: ["time", "p50_ms", "p95_ms", "p99_ms"],
      rows: starts.map((start, i) => [
        new Date(start).toISOString(),
        ...[p50, p95, p99].map((values) => values[i] ?? null),
      ]),
    };
  }
  return {
    columns: ["status", "code", "requests"],
    rows: breakdown.outcomes.map(({ status, code, requests }) => [status, code, requests]),
  };
}

async function series(ctx: OrgContext, query: UsageQuery): Promise<Cells> {
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

async function callers(ctx: OrgContext, query: UsageQuery, dimension: TopDimension): Promise<Cells> {
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

function isTop(panel: string): panel is TopDimension {
  return TOP_DIMENSIONS.some((dimension) => dimension === panel);
}

function snakeCase(name: string): string {
  return name.replaceAll(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}

async function* asCsv({ columns, rows }: Cells): AsyncGenerator<string> {
  yield csvLine(columns);
  yield rows.map((row) => csvLine(row)).join("");
}

async function* asJson({ columns, rows }: Cells): AsyncGenerator<string> {
  yield `${JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))))}\n`;
}
