// `npm run build`: the Prisma client, Next's build, and bundles of `server.ts` and the samples' worker, because Node 20 runs no TypeScript.
import { spawnSync } from "node:child_process";
import { mkdirSync } from "node:fs";
import { build } from "esbuild";

const env = { ...process.env, NODE_ENV: "production", NEXT_TELEMETRY_DISABLED: "1" };

for (const script of [["scripts/generate.mjs"], ["node_modules/next/dist/bin/next", "build"]]) {
  const { status } = spawnSync(process.execPath, script, { stdio: "inherit", env });
  if (status !== 0) process.exit(status ?? 1);
}

mkdirSync("dist", { recursive: true });
await build({
  entryPoints: { server: "server.ts", "sample-worker": "lib/samples/worker/worker.ts" },
  outdir: "dist",
  bundle: true,
  platform: "node",
  format: "esm",
  target: "node20",
  // What npm installs stays where it is; only our own code is bundled.
  packages: "external",
  alias: { "@": "." },
  sourcemap: true,
  logLevel: "warning",
  banner: { js: 'process.env.NODE_ENV ||= "production";' },
});
