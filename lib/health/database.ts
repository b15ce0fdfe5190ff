import { z } from "zod";
import { pool } from "@/lib/db/pool";

const FACTS = `
select current_setting('server_version') as version,
       pg_database_size(current_database())::float8 as bytes,
       (select count(*) from pg_stat_activity where backend_type = 'client backend')::int as connections,
       current_setting('max_connections')::int as "maxConnections",
       coalesce((select extract(epoch from max(clock_timestamp() - xact_start)) * 1000 from pg_stat_activity
                 where datname = current_database() and state <> 'idle' and pid <> pg_backend_pid()), 0)::float8 as "longestMs",
       pg_is_in_recovery() as "isReplica"`;

const Facts = z.object({
  version: z.string(),
  bytes: z.number(),
  connections: z.number(),
  maxConnections: z.number(),
  /** How long the longest transaction under way has lasted, milliseconds. */
  longestMs: z.number(),
  isReplica: z.boolean(),
});

/** What PostgreSQL says of itself, and how long it took to say so. */
export type DatabaseHealth = z.output<typeof Facts> & { tookMs: number };

/** Asks the database how it is. Rejects when it cannot be asked. */
export async function readDatabaseHealth(): Promise<DatabaseHealth> {
  const began = performance.now();
  const { rows } = await pool().query(FACTS);
  const [facts] = z.tuple([Facts]).parse(rows);
  return { ...facts, tookMs: Math.round(performance.now() - began) };
}
