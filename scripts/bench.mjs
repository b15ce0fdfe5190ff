// `npm run bench [name …]`: installs what only the bench needs (its own package), then runs each measurement.
import { spawnSync } from "node:child_process";
import { existsSync } from "node:fs";
import { cpus, totalmem } from "node:os";

const BENCHES = {
  check: "bench/check.ts",
  list: "bench/list.ts",
  support: "bench/support.ts",
  analytics: "bench/analytics.ts",
  pages: "bench/pages.ts",
  "next-host": "bench/next-host.ts",
  edge: "bench/edge.ts",
  idle: "bench/idle.ts",
};

const wanted = process.argv.slice(2);
for (const name of wanted) {
  if (!(name in BENCHES)) {
    console.error(`Unknown bench "${name}". There is: ${Object.keys(BENCHES).join(", ")}.`);
    process.exit(2);
  }
}

if (existsSync("bench/package-lock.json") && !existsSync("bench/node_modules"))
  if (!run("npm", ["ci", "--prefix", "bench", "--no-audit", "--no-fund"])) process.exit(1);
console.log(
  `Node ${process.versions.node}, ${cpus().length} × ${cpus()[0]?.model ?? "?"}, ${(totalmem() / 2 ** 30).toFixed(0)} GiB`,
);
for (const [name, file] of Object.entries(BENCHES)) {
  if (wanted.length > 0 && !wanted.includes(name)) continue;
  console.log(`\n== ${name}`);
  // A missed target must not hide what the other measurements say.
  if (!run(process.execPath, ["--expose-gc", "--import", "tsx", file])) process.exitCode = 1;
}

function run(program, args) {
  return spawnSync(program, args, { stdio: "inherit" }).status === 0;
}
