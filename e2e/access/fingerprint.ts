import { pool } from "@/lib/db/pool";

/** What changes by itself or by asking: visits, tries, counted calls, processes, questions to processes. */
const RESTLESS =
  /^(?:rotation_fence|fence_answer|_prisma_migrations|session|throttle|known_device|sign_in_attempt|webhook_try|edge_instance|alert_watch|usage_.*|request_log.*|stranger_log.*|secret_last_used|journal_.*|management_token)$/;

/** Where not the whole row counts: when a notice was mailed, how tries to reach a webhook went, what a watch saw is the business of jobs. */
const SUMS: Readonly<Record<string, string>> = {
  notice: "count(*)::text || ' ' || coalesce(max(read_at)::text, '')",
  material_run: "count(*)::text || ' ' || coalesce(max(requested_at)::text, '')",
  alert: "coalesce(max(acknowledged_at)::text, '')",
  known_caller: "count(learned_by_id)::text",
  webhook: "count(*)::text || ' ' || coalesce(sum(version)::text, '')",
  webhook_delivery: "count(*)::text || ' ' || count(asked_by_id)::text",
};

/** Every write leaves its transaction's number in the row, and they only grow: nothing has to be read for it but the rows' heads. */
const ALL_WRITES = "count(*)::text || ' ' || coalesce(max(xmin::text::bigint)::text, '')";

/** How far each table that holds somebody's things has been written. Two are equal when nothing was changed between. */
export async function fingerprint(): Promise<Readonly<Record<string, string>>> {
  const tables = await pool().query<{ name: string }>(
    `SELECT c.relname AS name FROM pg_class c JOIN pg_namespace n ON n.oid = c.relnamespace
     WHERE n.nspname = 'public' AND c.relkind IN ('r', 'p') AND NOT c.relispartition ORDER BY 1`,
  );
  const names = tables.rows.map(({ name }) => name).filter((name) => !RESTLESS.test(name));
  if (!names.includes("key") || !names.includes("audit_entry"))
    throw new Error("The tables have other names.");
  const sums = names.map(
    (name) =>
      `SELECT '${name}' AS name, ${SUMS[name] ?? ALL_WRITES} AS sum FROM "${name}" ${name === "change_log" ? "WHERE kind <> 'fence'" : ""}`,
  );
  const { rows } = await pool().query<{ name: string; sum: string }>(sums.join(" UNION ALL "));
  return Object.fromEntries(rows.map(({ name, sum }) => [name, sum]));
}

/** How many audit rows there are by this person. */
export async function auditRowsBy(userId: string): Promise<number> {
  const { rows } = await pool().query<{ count: string }>(
    "SELECT count(*) FROM audit_entry WHERE actor_id = $1",
    [userId],
  );
  return Number(rows[0]?.count);
}
