// `npm run build`: the Prisma client, bundles of what runs outside Next (Node 20 runs no TypeScript), and Next's build.
import { spawnSync } from "node:child_process";
import { join } from "node:path";
import { build } from "esbuild";
import { compressAssets } from "./compress-assets.mjs";

const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };

run("scripts/generate.mjs");
await build({
  entryPoints: {
    server: "server.ts",
    edge: "edge/server.ts",
    "sample-worker": "lib/samples/worker/worker.ts",
    keyward: "cli/keyward.ts",
  },
  outdir: "dist",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  // What npm installs stays where it is; only our own code is bundled.
  packages: "external",
  sourcemap: true,
  logLevel: "warning",
  banner: { js: 'process.env.NODE_ENV ||= "production";' },
});
run("node_modules/next/dist/bin/next", "build");
await compressAssets(join(process.env.NEXT_DIST_DIR || ".next", "static"));

function run(...script) {
  const { status } = spawnSync(process.execPath, script, { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}
