// npm run db:diff -- <name>: writes a new migration that leads from the migrations to the schema, if they differ.
import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { MIGRATIONS_DIR } from "@/lib/db/migrations";
import { diffToSchema, historyProblems } from "@/lib/db/schema-engine";

const name = process.argv[2] ?? "";

async function main(): Promise<void> {
  if (!/^[a-z][a-z0-9_]*$/.test(name)) throw new Error("Usage: npm run db:diff -- <name_in_snake_case>");
  const scratch = mkdtempSync(join(tmpdir(), "keyward-diff-"));
  // The database may have to run as another user.
  chmodSync(scratch, 0o711);
  const database = await startEmbedded(scratch, { settings: ["fsync=off"] });
  try {
    await migrate(database.url);
    const problems = await historyProblems(database.url);
    if (problems.length > 0) throw new Error(problems.join("\n"));
    const sql = await diffToSchema(database.url);
    if (sql === "") {
      console.log("The migrations lead to the schema. Nothing to write.");
      return;
    }
    const stamp = new Date().toISOString().replace(/\D/g, "").slice(0, 14);
    const file = join(MIGRATIONS_DIR, `${stamp}_${name}`, "migration.sql");
    mkdirSync(join(MIGRATIONS_DIR, `${stamp}_${name}`), { recursive: true });
    writeFileSync(join(MIGRATIONS_DIR, "migration_lock.toml"), 'provider = "postgresql"\n');
    writeFileSync(file, sql);
    console.log(`Wrote ${file}. Read it before you commit it.`);
  } finally {
    await database.stop();
    rmSync(scratch, { recursive: true, force: true });
  }
}

main().catch((error: unknown) => {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
});
