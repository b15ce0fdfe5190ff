import { pool } from "@/lib/db/pool";
import { DomainError } from "@/lib/errors/domain-error";

/** How many can watch an organization's calls at once, and how many everybody's together. */
const PER_ORG = 5;
const AT_ONCE = 200;

/**
 * Says that the calls of an organization are watched for the next `forMs`, so that every edge keeps all of them.
 *
 * @param tailId Names the watcher; said again, the time is counted from then on.
 * @throws {DomainError} `limit_reached` when a new watcher would be one too many.
 */
export async function keepTail(tailId: string, orgId: string, forMs: number): Promise<void> {
  const { rowCount } = await pool().query(
    `INSERT INTO usage_tail (id, org_id, until)
     SELECT $1, $2, now() + $3 * interval '1 millisecond'
      WHERE EXISTS (SELECT FROM usage_tail WHERE id = $1)
         OR ((SELECT count(*) FROM usage_tail WHERE org_id = $2 AND until > now()) < ${PER_ORG}
             AND (SELECT count(*) FROM usage_tail WHERE until > now()) < ${AT_ONCE})
     ON CONFLICT (id) DO UPDATE SET until = excluded.until`,
    [tailId, orgId, forMs],
  );
  if (rowCount === 1) return;
  throw new DomainError("limit_reached", {
    message: `At most ${PER_ORG} live tails of an organization can be open at once. Close one and try again.`,
  });
}

/** Says that a watcher has gone, and forgets those that went without a word. */
export async function endTail(tailId: string): Promise<void> {
  await pool().query("DELETE FROM usage_tail WHERE id = $1 OR until < now() - interval '1 minute'", [tailId]);
}
