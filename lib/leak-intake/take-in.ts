import { pool } from "@/lib/db/pool";
import { newId } from "@/lib/std/id";
import type { Finding } from "./findings";

/**
 * Writes findings down to be looked up afterwards. What this reporter said before is not taken again, so a report can be
 * repeated, by its sender or by whoever recorded it.
 *
 * Known secrets and unknown ones are treated alike here: nothing is looked up, so neither the answer nor its time tells them
 * apart.
 */
export async function takeIn(source: string, findings: readonly Finding[], now: Date): Promise<void> {
  if (findings.length === 0) return;
  // In one order, so that two who write the same rows do not wait for each other in a circle.
  const rows = [...findings].sort((a, b) => compare(a.digest, b.digest) || compare(a.url, b.url));
  await pool().query(
    `INSERT INTO leak_finding (id, source, digest, url, type, received_at, due_at)
     SELECT id, $1, decode(digest, 'hex'), url, type, $2, $2
       FROM unnest($3::text[], $4::text[], $5::text[], $6::text[]) AS r (id, digest, url, type)
     ON CONFLICT (source, digest, url) DO NOTHING`,
    [
      source,
      now,
      rows.map(() => newId("leakFinding")),
      rows.map(({ digest }) => digest),
      rows.map(({ url }) => url),
      rows.map(({ type }) => type),
    ],
  );
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0;
}
