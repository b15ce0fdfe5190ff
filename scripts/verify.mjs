// Format, lint, types, boundaries, dead code, unit and property tests. Needs nothing but `npm ci`: no database, no browser.
// Every step is check-only and every step runs, so that one look shows all that is wrong.
import { spawnSync } from "node:child_process";

const bin = (name) => `node_modules/.bin/${name}`;
const STEPS = [
  ["client", process.execPath, ["scripts/generate.mjs"]],
  ["route types", bin("next"), ["typegen"]],
  ["format and lint", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["types", bin("tsc"), ["--noEmit"]],
  ["boundaries", process.execPath, ["scripts/boundaries.mjs"]],
  ["dead code", bin("knip"), ["--no-progress"]],
  ["unit and property tests", bin("vitest"), ["run", "--project", "unit", ...unitReport()]],
];

const failed = [];
for (const [name, command, args] of STEPS) {
  const started = performance.now();
  const { status } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, NEXT_TELEMETRY_DISABLED: "1" },
  });
  const seconds = ((performance.now() - started) / 1000).toFixed(1);
  console.log(`${status === 0 ? "ok  " : "FAIL"} ${name} (${seconds} s)`);
  if (status !== 0) failed.push(name);
}
if (failed.length > 0) console.error(`verify failed: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);

/** `npm test` wants the number of tests, too. */
function unitReport() {
  const file = process.env.KEYWARD_TEST_REPORT;
  return file ? ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`] : [];
}
