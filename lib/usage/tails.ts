import type { Pool } from "pg";

const slot = Symbol.for("keyward.tails");
const shared = globalThis as { [slot]?: ReadonlySet<string> };

/** Whether somebody watches the calls of this organization as they come, so that all of them are kept. As of the last `readTails`. */
export function isTailed(orgId: string): boolean {
  return shared[slot]?.has(orgId) === true;
}

/** Says whose calls are watched from now on, in this process. */
export function setTailed(orgs: Iterable<string>): void {
  shared[slot] = new Set(orgs);
}

/** Asks the database whose calls are watched, wherever the watcher's page is served. */
export async function readTails(pool: Pool): Promise<void> {
  const { rows } = await pool.query<{ org_id: string }>({
    name: "usage-tails",
    text: "SELECT DISTINCT org_id FROM usage_tail WHERE until > now()",
  });
  setTailed(rows.map((row) => row.org_id));
}
