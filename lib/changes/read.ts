import type pg from "pg";
import { z } from "zod";
import type { Change } from "./change";

const Row = z.object({
  xmin: z.string().transform(BigInt),
  id: z.string().transform(BigInt).nullable(),
  xid: z.string().transform(BigInt).nullable(),
  kind: z.enum(["key", "org", "product", "token", "fence"]).nullable(),
  subject: z.string().nullable(),
});

/** Every visible change since a position, and the position to read from next time. */
export type ChangePage = { changes: Change[]; xmin: bigint };

/**
 * Reads all visible changes made by transactions from `position` on, in the order of their IDs.
 *
 * Rows and `xmin` come from one snapshot: whatever was committed below `xmin` is in this answer or was in an earlier one.
 */
export async function readChanges(client: pg.ClientBase, position: bigint): Promise<ChangePage> {
  const { rows } = await client.query(
    `SELECT snapshot.xmin::text, log.id::text, log.xid::text, log.kind, log.subject
       FROM (SELECT pg_snapshot_xmin(pg_current_snapshot()) AS xmin) AS snapshot
       LEFT JOIN change_log AS log ON log.xid >= $1::bigint
      ORDER BY log.id`,
    [String(position)],
  );
  const parsed = z.tuple([Row], Row).parse(rows);
  const changes = parsed.flatMap(({ id, xid, kind, subject }) =>
    id === null || xid === null || kind === null || subject === null ? [] : [{ id, xid, kind, subject }],
  );
  return { changes, xmin: parsed[0].xmin };
}

/** The position of a reader that knows nothing yet and so needs no change of the past. */
export async function currentPosition(client: pg.ClientBase): Promise<bigint> {
  const { rows } = await client.query("SELECT pg_snapshot_xmin(pg_current_snapshot())::text AS xmin");
  const [row] = z.tuple([z.object({ xmin: Row.shape.xmin })]).parse(rows);
  return row.xmin;
}

/**
 * Removes changes older than two hours. No transaction of ours lives a minute, and no edge keeps what it knows for an
 * hour, so nobody misses them.
 */
export async function pruneChanges(client: pg.ClientBase): Promise<number> {
  const { rowCount } = await client.query("DELETE FROM change_log WHERE at < now() - interval '2 hours'");
  return rowCount ?? 0;
}
