import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { csvLine } from "@/lib/std/csv";
import { TOP_DIMENSIONS } from "./breakdown-schemas";
import { type Cells, callerCells, partCells, seriesCells } from "./export-cells";
import { cycleCells } from "./export-cycle";
import { CYCLE_PANELS, type UsageExport } from "./export-schemas";
import type { UsageQuery } from "./schemas";

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

function cellsOf(ctx: OrgContext, query: UsageQuery, panel: UsageExport["panel"]): Promise<Cells> {
  if (panel === "series") return seriesCells(ctx, query);
  if (isOneOf(TOP_DIMENSIONS, panel)) return callerCells(ctx, query, panel);
  return isOneOf(CYCLE_PANELS, panel) ? cycleCells(ctx, query, panel) : partCells(ctx, query, panel);
}

function isOneOf<Name extends string>(names: readonly Name[], name: string): name is Name {
  return names.some((one) => one === name);
}

async function* asCsv({ columns, rows }: Cells): AsyncGenerator<string> {
  yield csvLine(columns);
  yield rows.map((row) => csvLine(row)).join("");
}

async function* asJson({ columns, rows }: Cells): AsyncGenerator<string> {
  yield `${JSON.stringify(rows.map((row) => Object.fromEntries(columns.map((name, i) => [name, row[i] ?? null]))))}\n`;
}
