import type { OrgContext } from "@/lib/orgs/context";
import { csvLine } from "@/lib/std/csv";
import { blastRadius } from "./blast-radius";
import { BLAST_DIMENSIONS, type BlastQuery } from "./blast-radius-schemas";

const COLUMNS = [
  "dimension",
  "value",
  "seen_before",
  "requests_at_least",
  "first_hour",
  "last_hour",
] as const;

/**
 * All callers and endpoints since a leak as CSV, one line each, by dimension and number of calls. `seen_before` is `yes` or `no`;
 * calls of a dimension whose value was not told apart have a line of their own, `(not told apart)`, so that each dimension adds
 * up to all calls. No cell is a formula.
 * @throws {DomainError} As `blastRadius`.
 */
export async function exportBlastRadius(ctx: OrgContext, query: BlastQuery): Promise<AsyncGenerator<string>> {
  const { callers } = await blastRadius(ctx, query);
  return lines(callers);
}

async function* lines({
  values,
  untold,
}: Awaited<ReturnType<typeof blastRadius>>["callers"]): AsyncGenerator<string> {
  yield csvLine(COLUMNS);
  for (const dimension of BLAST_DIMENSIONS) {
    const rows = values
      .filter((caller) => caller.dimension === dimension)
      .map(({ value, wasSeenBefore, requests, firstHour, lastHour }) =>
        csvLine([dimension, value, wasSeenBefore ? "yes" : "no", requests, firstHour, lastHour]),
      );
    const rest = untold[dimension];
    yield [...rows, ...(rest > 0 ? [csvLine([dimension, "(not told apart)", "", rest, "", ""])] : [])].join(
      "",
    );
  }
}
