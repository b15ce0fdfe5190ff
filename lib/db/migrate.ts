import { randomUUID } from "node:crypto";
import pg from "pg";
import { z } from "zod";
import { type Migration, readMigrations } from "./migrations";
import { ensurePartitions } from "./partitions";

/** Any number, the same in every version: whoever migrates this database holds it. */
const MIGRATION_LOCK = 4_915_203_771;

/** Partitions are made for the next four weeks. */
const DAYS_AHEAD = 28;
const DAY_MS = 86_400_000;

const Applied = z.object({ migration_name: z.string(), checksum: z.string(), is_done: z.boolean() });

/**
 * Applies the migrations this database does not have yet and answers their names; `[]` when it is up to date.
 * Also makes the partitions of the next four weeks: of rollups and of logs.
 *
 * Runs under an advisory lock: of several processes one applies, the others wait and find nothing to do. A migration
 * and its record commit together, so one that fails leaves nothing behind. Records are Prisma's own (`_prisma_migrations`),
 * so `prisma migrate deploy` may be used instead.
 * @throws {Error} When an applied migration was edited or is unknown to this version, or when one fails.
 */
export async function migrate(url: string): Promise<string[]> {
  const client = new pg.Client({ connectionString: url, connectionTimeoutMillis: 5000 });
  await client.connect();
  try {
    await client.query("SELECT pg_advisory_lock($1)", [MIGRATION_LOCK]);
    await client.query(MIGRATIONS_TABLE);
    const applied = await readApplied(client);
    const onDisk = readMigrations();
    assertKnown(applied, onDisk);
    const pending = onDisk.filter(({ name }) => !applied.has(name));
    for (const migration of pending) await apply(client, migration);
    const today = new Date();
    await ensurePartitions(client, today, new Date(today.getTime() + DAYS_AHEAD * DAY_MS));
    return pending.map(({ name }) => name);
  } finally {
    // Ending the session gives the lock back.
    await client.end();
  }
}

async function readApplied(client: pg.Client): Promise<Map<string, string>> {
  const { rows } = await client.query(
    `SELECT migration_name, checksum, finished_at IS NOT NULL AS is_done
       FROM _prisma_migrations WHERE rolled_back_at IS NULL ORDER BY started_at`,
  );
  const applied = new Map<string, string>();
  for (const row of z.array(Applied).parse(rows)) {
    if (!row.is_done) throw new Error(`Migration ${row.migration_name} failed earlier; resolve it first.`);
    applied.set(row.migration_name, row.checksum);
  }
  return applied;
}

function assertKnown(applied: Map<string, string>, onDisk: Migration[]): void {
  const checksums = new Map(onDisk.map(({ name, checksum }) => [name, checksum]));
  for (const [name, checksum] of applied) {
    const known = checksums.get(name);
    if (known === undefined) throw new Error(`This database is newer than this version: it has ${name}.`);
    if (known !== checksum) throw new Error(`Migration ${name} was changed after it was applied.`);
  }
}

async function apply(client: pg.Client, { name, sql, checksum }: Migration): Promise<void> {
  try {
    await client.query("BEGIN");
    await client.query(sql);
    await client.query(
      `INSERT INTO _prisma_migrations (id, checksum, migration_name, started_at, finished_at, applied_steps_count)
       VALUES ($1, $2, $3, now(), clock_timestamp(), 1)`,
      [randomUUID(), checksum, name],
    );
    await client.query("COMMIT");
  } catch (cause) {
    await client.query("ROLLBACK");
    throw new Error(`Migration ${name} failed and was rolled back.`, { cause });
  }
}

/** Column for column what Prisma's own engine creates. */
const MIGRATIONS_TABLE = `
  CREATE TABLE IF NOT EXISTS _prisma_migrations (
    id                  VARCHAR(36) PRIMARY KEY NOT NULL,
    checksum            VARCHAR(64) NOT NULL,
    finished_at         TIMESTAMPTZ,
    migration_name      VARCHAR(255) NOT NULL,
    logs                TEXT,
    rolled_back_at      TIMESTAMPTZ,
    started_at          TIMESTAMPTZ NOT NULL DEFAULT now(),
    applied_steps_count INTEGER NOT NULL DEFAULT 0
  )`;
