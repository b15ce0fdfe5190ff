import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const SCHEMA_DIR = "prisma/schema";

/** The Prisma schema, one entry a file, in a stable order. Paths are relative to the project's root. */
export function readSchema(): { path: string; content: string }[] {
  return readdirSync(SCHEMA_DIR)
    .filter((name) => name.endsWith(".prisma"))
    .sort()
    .map((name) => join(SCHEMA_DIR, name))
    .map((path) => ({ path, content: readFileSync(path, "utf8") }));
}
