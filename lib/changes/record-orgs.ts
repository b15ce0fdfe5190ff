import { z } from "zod";
import type { Tx } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { pendingChanges } from "./pending";

const Rows = z.array(z.object({ id: z.bigint(), xid: z.bigint(), subject: z.string() }));

/**
 * `recordChange` for many organizations at once, in one statement: those whose IDs the query gives.
 * @param ids A query of one column, `id`.
 * @returns How many there are.
 */
export async function recordOrgChanges(tx: Tx, ids: Prisma.Sql): Promise<number> {
  const rows = Rows.parse(
    await tx.$queryRaw(Prisma.sql`
      INSERT INTO change_log (kind, subject) SELECT 'org', found.id FROM (${ids}) AS found
      RETURNING id, xid, subject`),
  );
  const pending = pendingChanges(tx);
  for (const { id, xid, subject } of rows) pending?.push({ id, xid, kind: "org", subject });
  return rows.length;
}
