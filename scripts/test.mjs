// Everything CI needs, in one go: verify, database tests, then a real demo in a scratch folder with the HTTP suite, the
// journeys in Chromium and the faults on it. `--soak` runs the long checks instead. Prints one total at the end.
import { spawn, spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, openSync, readFileSync, rmSync, statfsSync } from "node:fs";
import { createServer } from "node:net";
import { freemem, tmpdir } from "node:os";
import { join } from "node:path";

const soak = process.argv.includes("--soak");
const scratch = mkdtempSync(join(scratchRoot(), "keyward-test-"));
// So that PostgreSQL's own account gets to the databases in it, which then go when it goes.
chmodSync(scratch, 0o711);
const bin = (name) => `node_modules/.bin/${name}`;
const total = { passed: 0, failed: 0, skipped: 0 };
const lost = [];

const env = { ...process.env, NEXT_TELEMETRY_DISABLED: "1", TZ: "UTC" };
const demos = [];
let demosLaunched = 0;

try {
  step("redis", ensureRedis);
  if (!soak) {
    step("verify", () =>
      run(process.execPath, ["scripts/verify.mjs"], { KEYWARD_TEST_REPORT: join(scratch, "unit.json") }),
    );
    countVitest("unit", join(scratch, "unit.json"));
    vitest("samples");
    // Only now: some samples are compiled and run where they lie, which memory that is mounted `noexec` does not allow.
    env.TMPDIR = scratch;
    // It is built and filled while the database tests wait for locks and time-outs.
    const demo = await launchDemo("demo", "--reset");
    vitest("db");
    demos.push(...(await twoOf(await demo.ready())));
  }
  if (soak) {
    step("build", () => run(process.execPath, ["scripts/build.mjs"]));
    vitest("soak");
  } else step("chromium", ensureChromium);
  if (demos[0]) {
    env.DEMO_FILES = demos.flatMap((demo) => (demo ? [demo.file] : [])).join(",");
    vitest("http");
    step("gateways", ensureGateways);
    // A browser's journeys are mostly waiting: what is of other processes altogether runs beside them.
    const beside = vitestBeside(["gateways", "oracles", "access"]);
    await playwright();
    await stopDemos();
    await beside;
    vitest("faults");
  }
} finally {
  await stopDemos();
  rmSync(scratch, { recursive: true, force: true });
}

for (const name of lost) console.error(`FAIL ${name}`);
console.log(`${total.passed} passed, ${total.failed + lost.length} failed, ${total.skipped} skipped`);
process.exit(total.failed + lost.length > 0 ? 1 : 0);

/** Databases that live for minutes lie in memory where there is plenty of it: a third of their tests' time was waiting for a disk. */
function scratchRoot() {
  const shared = "/dev/shm";
  if (!existsSync(shared)) return tmpdir();
  const { bavail, bsize } = statfsSync(shared);
  return Math.min(bavail * bsize, freemem()) > 10 * 1024 ** 3 ? shared : tmpdir();
}

function step(name, action) {
  const started = performance.now();
  const ok = action();
  console.log(`${ok ? "ok  " : "FAIL"} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok) lost.push(name);
  return ok;
}

function run(program, args, extra = {}) {
  return spawnSync(program, args, { stdio: "inherit", env: { ...env, ...extra } }).status === 0;
}

function vitest(project) {
  step(`${project} tests`, () => run(bin("vitest"), vitestArguments(project)));
  countVitest(project, reportOf(project));
}

/** Runs suites one after the other while something else runs. What they print is told when all are done. */
async function vitestBeside(projects) {
  const told = [];
  for (const project of projects) {
    const started = performance.now();
    const log = join(scratch, `${project}.log`);
    const out = openSync(log, "a");
    const ok = await ended(
      spawn(bin("vitest"), vitestArguments(project), { env, stdio: ["ignore", out, out] }),
    );
    const seconds = ((performance.now() - started) / 1000).toFixed(1);
    told.push(
      readFileSync(log, "utf8"),
      `${ok ? "ok  " : "FAIL"} ${project} tests (${seconds} s, beside others)`,
    );
    if (!ok) lost.push(`${project} tests`);
    countVitest(project, reportOf(project));
  }
  console.log(told.join("\n"));
}

function ended(child) {
  return new Promise((resolve) => {
    child.once("exit", (code) => resolve(code === 0));
    child.once("error", () => resolve(false));
  });
}

function vitestArguments(project) {
  return [
    "run",
    "--project",
    project,
    "--reporter=default",
    "--reporter=json",
    `--outputFile.json=${reportOf(project)}`,
    // They wait for locks and time-outs as much as they work.
    ...(project === "db" ? ["--maxWorkers=3"] : []),
  ];
}

function reportOf(project) {
  return join(scratch, `${project}.json`);
}

/** A runner that closed without having run a test is a failure, not a pass. */
function countVitest(name, report) {
  const result = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")) : undefined;
  if (!result?.numTotalTests) return void lost.push(`${name}: no test ran`);
  total.passed += result.numPassedTests;
  total.failed += result.numFailedTests;
  total.skipped += result.numPendingTests;
}

async function playwright() {
  const report = join(scratch, "journeys.json");
  const started = performance.now();
  const own = { ...env, PLAYWRIGHT_JSON_OUTPUT_NAME: report };
  const ok = await ended(spawn(bin("playwright"), ["test"], { env: own, stdio: "inherit" }));
  console.log(`${ok ? "ok  " : "FAIL"} journeys (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok) lost.push("journeys");
  const stats = existsSync(report) ? JSON.parse(readFileSync(report, "utf8")).stats : undefined;
  if (!stats || stats.expected + stats.unexpected === 0) return void lost.push("journeys: no test ran");
  // One that worked the second time is no failure, and nothing to be silent about: its name is above.
  if (stats.flaky > 0) console.log(`FLAKY journeys: ${stats.flaky}`);
  total.passed += stats.expected + stats.flaky;
  total.failed += stats.unexpected;
  total.skipped += stats.skipped;
}

function ensureRedis() {
  if (existsSync("/usr/bin/redis-server")) return true;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    return (
      run("apt-get", ["update", "-qq"], quiet) &&
      run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", "redis-server"], quiet)
    );
  }
  return spawnSync("redis-server", ["--version"]).status === 0;
}

/** Debian's Chromium where we may install it, without a window to draw where Debian has that; else the browser Playwright brings. */
function ensureChromium() {
  const isThere = ["/usr/bin/chromium-headless-shell", "/usr/bin/chromium"].some((path) => existsSync(path));
  if (isThere) return true;
  if (process.getuid?.() === 0 && existsSync("/usr/bin/apt-get")) {
    const quiet = { DEBIAN_FRONTEND: "noninteractive" };
    const install = (name) =>
      run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", name], quiet);
    return (
      run("apt-get", ["update", "-qq"], quiet) && (install("chromium-headless-shell") || install("chromium"))
    );
  }
  return run(bin("playwright"), ["install", "chromium"]);
}

/** The gateways of examples/ as Debian has them. Where nothing may be installed their tests say that they are skipped. */
function ensureGateways() {
  const paths = (process.env.PATH ?? "").split(":");
  const missing = ["nginx", "caddy", "haproxy"].filter(
    (name) => !paths.some((path) => existsSync(join(path, name))),
  );
  const mayInstall = process.getuid?.() === 0 && existsSync("/usr/bin/apt-get");
  if (missing.length === 0 || !mayInstall) return true;
  const quiet = { DEBIAN_FRONTEND: "noninteractive" };
  return (
    run("apt-get", ["update", "-qq"], quiet) &&
    run("apt-get", ["install", "-y", "-qq", "--no-install-recommends", ...missing], quiet)
  );
}

/** The demo and its twin: a month of believable calls takes a minute of both cores to make, and a second to copy while nobody has it open. */
async function twoOf(demo) {
  if (!demo) return [];
  await demo.stop();
  const isCopied = step("second demo's data", () =>
    run("cp", ["-a", demo.dataDir, join(scratch, "second-demo")]),
  );
  const launched = [await launchDemo("demo")];
  if (isCopied) launched.push(await launchDemo("second-demo"));
  return await Promise.all(launched.map(({ ready }) => ready()));
}

async function launchDemo(name, ...flags) {
  const started = performance.now();
  const dataDir = join(scratch, name);
  const log = join(scratch, `${name}.log`);
  const port = await freePort();
  const out = openSync(log, "w");
  const child = spawn(bin("tsx"), ["cli/demo.ts", ...flags], {
    env: { ...env, DATA_DIR: dataDir, PORT: String(port) },
    stdio: ["ignore", out, out],
  });
  const gone = new Promise((resolve) => child.once("exit", resolve));
  return { ready: () => untilReady({ name, dataDir, log, child, gone, started }) };
}

async function untilReady({ name, dataDir, log, child, gone, started }) {
  const ready = () => existsSync(log) && readFileSync(log, "utf8").includes("Keyward is ready");
  while (!ready() && child.exitCode === null && performance.now() - started < 300_000)
    await new Promise((resolve) => setTimeout(resolve, 250));
  const ok = ready();
  console.log(`${ok ? "ok  " : "FAIL"} ${name} (${((performance.now() - started) / 1000).toFixed(1)} s)`);
  if (!ok) lost.push(name);
  if (!ok) console.error(readFileSync(log, "utf8"));
  const stop = async () => {
    if (child.exitCode === null) child.kill("SIGTERM");
    await gone;
  };
  if (!ok) await stop();
  return ok ? { dataDir, file: join(dataDir, "demo.json"), stop } : undefined;
}

async function stopDemos() {
  await Promise.all(demos.splice(0).map((demo) => demo?.stop()));
}

/** Above the ports that tests take, below those a kernel gives away: the demo binds it a minute later. */
function freePort(port = 26_000 + (process.pid % 60) * 100 + demosLaunched++) {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(freePort()));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(port)));
  });
}
