import pg from "pg";
import { edgeEnv } from "@/lib/env";

const slot = Symbol.for("keyward.pool");
const shared = globalThis as { [slot]?: pg.Pool };

/**
 * How every connection to the database is made: at most ten a pool, two seconds to connect, ten for a statement.
 * Whatever takes longer fails, so that a slow database cannot pile up requests without end.
 */
export function poolConfig(): pg.PoolConfig {
  return {
    connectionString: edgeEnv().DATABASE_URL,
    max: 10,
    connectionTimeoutMillis: 2000,
    idleTimeoutMillis: 30_000,
    statement_timeout: 10_000,
    idle_in_transaction_session_timeout: 30_000,
    keepAlive: true,
    application_name: "keyward",
  };
}

/** The process's pool for SQL that Prisma cannot say. Apart from Prisma's own, so that neither starves the other. */
export function pool(): pg.Pool {
  shared[slot] ??= createPool();
  return shared[slot];
}

/** Ends the pool; the next `pool()` makes a new one. Resolves when every connection is closed. */
export async function closePool(): Promise<void> {
  const open = shared[slot];
  delete shared[slot];
  await open?.end();
}

function createPool(): pg.Pool {
  const created = new pg.Pool(poolConfig());
  // A connection lost while idle is replaced by the next query; without a listener it would end the process.
  created.on("error", () => undefined);
  return created;
}
