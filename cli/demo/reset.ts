import { rmSync } from "node:fs";
import { join } from "node:path";
import pg from "pg";

/** Removes what an earlier demo left in the data folder, its keys included. The database is emptied apart. */
export function forgetFiles(dataDir: string): void {
  for (const name of ["keys.json", "demo.json", "mail", "journal", "audit-heads.jsonl"]) {
    rmSync(join(dataDir, name), { recursive: true, force: true });
  }
}

/**
 * Empties a demo's database.
 * @throws {Error} When the database holds tables and is no demo: nothing is touched then.
 */
export async function emptyDemoDatabase(connectionString: string): Promise<void> {
  const client = new pg.Client({ connectionString });
  await client.connect();
  try {
    const { rows: tables } = await client.query(
      "SELECT 1 FROM pg_tables WHERE schemaname = 'public' LIMIT 1",
    );
    if (tables.length === 0) return;
    const { rows: settings } = await client.query(
      "SELECT to_regclass('public.setting') IS NOT NULL AS exists",
    );
    const marked =
      settings[0]?.exists === true
        ? await client.query("SELECT 1 FROM setting WHERE key = 'demo'")
        : undefined;
    if (!marked?.rowCount)
      throw new Error("--reset empties a demo's database only, and this one is not marked as a demo.");
    await client.query("DROP SCHEMA public CASCADE; CREATE SCHEMA public");
  } finally {
    await client.end();
  }
}
