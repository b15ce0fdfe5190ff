import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

/** Where the migrations are, relative to the project's root. */
export const MIGRATIONS_DIR = "prisma/migrations";

/** One migration as Prisma keeps it: `<name>/migration.sql`, `checksum` being the SHA-256 of its text in hex. */
export type Migration = { name: string; sql: string; checksum: string };

/** All migrations on disk, oldest first (names begin with a timestamp). */
export function readMigrations(): Migration[] {
  if (!existsSync(MIGRATIONS_DIR)) return [];
  return readdirSync(MIGRATIONS_DIR, { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map((entry) => entry.name)
    .sort()
    .map((name) => {
      const sql = readFileSync(join(MIGRATIONS_DIR, name, "migration.sql"), "utf8");
      return { name, sql, checksum: createHash("sha256").update(sql).digest("hex") };
    });
}
