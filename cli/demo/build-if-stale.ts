import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runToEnd } from "./child-process";

/** Everything a build reads. */
const SOURCES = [
  "app",
  "components",
  "lib",
  "public",
  "edge",
  "prisma/schema",
  "proxy.ts",
  "server.ts",
  "instrumentation.ts",
  "instrumentation-client.ts",
  "next.config.ts",
  "postcss.config.mjs",
  "tsconfig.json",
  "package-lock.json",
  "scripts/build.mjs",
  "scripts/compress-assets.mjs",
];

const STAMP = "dist/.built-from";

/** Builds unless the last build was made from exactly these sources. Contents count, not times: a checkout touches files. */
export async function buildIfStale(): Promise<void> {
  const wanted = fingerprint();
  if (existsSync(STAMP) && readFileSync(STAMP, "utf8") === wanted) return;
  console.log("Building …");
  await runToEnd(process.execPath, ["scripts/build.mjs"], {
    env: { ...process.env, NODE_ENV: "production" },
  });
  writeFileSync(STAMP, wanted);
}

function fingerprint(): string {
  const hash = createHash("sha256").update(process.versions.modules);
  for (const file of SOURCES.flatMap(filesUnder)) hash.update(file).update(readFileSync(file));
  return hash.digest("hex");
}

function filesUnder(path: string): string[] {
  if (!existsSync(path)) return [];
  if (statSync(path).isFile()) return [path];
  return readdirSync(path)
    .sort()
    .flatMap((name) => filesUnder(join(path, name)));
}
