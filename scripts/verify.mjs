// Format, lint, types, boundaries, dead code, unit and property tests. Needs nothing but `npm ci`: no database, no browser.
// Every step is check-only and every step runs, so that one look shows all that is wrong.
// The tests run beside the rest: most of what each of them does keeps one core busy.
import { spawn } from "node:child_process";

const bin = (name) => `node_modules/.bin/${name}`;
const FIRST = [
  ["client", process.execPath, ["scripts/generate.mjs"]],
  ["route types", bin("next"), ["typegen"]],
];
/** Two lanes of about the same length. */
const STATIC = [
  ["format and lint", bin("biome"), ["check", "--error-on-warnings", "."]],
  ["types", bin("tsc"), ["--noEmit"]],
  ["boundaries", process.execPath, ["scripts/boundaries.mjs"]],
];
const TESTS = [
  ["unit and property tests", bin("vitest"), ["run", "--project", "unit", ...unitReport()]],
  ["dead code", bin("knip"), ["--no-progress"]],
];

const failed = [];
await inTurn(FIRST);
await Promise.all([inTurn(STATIC), inTurn(TESTS)]);
if (failed.length > 0) console.error(`verify failed: ${failed.join(", ")}`);
process.exit(failed.length > 0 ? 1 : 0);

async function inTurn(steps) {
  for (const [name, command, args] of steps) {
    const started = performance.now();
    const { isOk, said } = await run(command, args);
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    // What two steps say at once is told one after the other.
    process.stdout.write(`${said}${isOk ? "ok  " : "FAIL"} ${name} (${seconds} s)\n`);
    if (!isOk) failed.push(name);
  }
}

function run(command, args) {
  return new Promise((resolve) => {
    const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1" };
    const child = spawn(command, args, { env, stdio: ["ignore", "pipe", "pipe"] });
    let said = "";
    for (const stream of [child.stdout, child.stderr]) stream.on("data", (text) => (said += text));
    child.once("error", (error) => resolve({ isOk: false, said: `${error.message}\n` }));
    child.once("close", (code) => resolve({ isOk: code === 0, said }));
  });
}

/** `npm test` wants the number of tests, too. */
function unitReport() {
  const file = process.env.KEYWARD_TEST_REPORT;
  return file ? ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`] : [];
}
