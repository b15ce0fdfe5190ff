// Writes the Prisma client into lib/db/generated. The CLI insists on a schema engine it would have to download and never
// uses for this: pointing it at any executable keeps it offline.
import { spawnSync } from "node:child_process";
import { existsSync, readdirSync, statSync } from "node:fs";
import { join } from "node:path";

const target = "lib/db/generated/client.ts";
const schema = "prisma/schema";
const newest = Math.max(...readdirSync(schema).map((file) => statSync(join(schema, file)).mtimeMs));
if (existsSync(target) && statSync(target).mtimeMs > newest) process.exit(0);

const result = spawnSync(process.execPath, ["node_modules/prisma/build/index.js", "generate"], {
  env: { ...process.env, PRISMA_SCHEMA_ENGINE_BINARY: process.execPath, PRISMA_HIDE_UPDATE_MESSAGE: "1" },
  encoding: "utf8",
});
if (result.status !== 0) process.stderr.write(`${result.stdout}${result.stderr}`);
process.exit(result.status ?? 1);
