// `npm run demo`, `npm test` and their like on a machine that has Node and npm and nothing else: installs what is missing,
// then hands over. Plain JavaScript with no imports of ours, because nothing may be installed yet.
import { spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { constants } from "node:os";

const TASKS = {
  demo: ["node_modules/.bin/tsx", "cli/demo.ts"],
  dev: ["node_modules/.bin/tsx", "cli/demo.ts", "--dev"],
  test: [process.execPath, "scripts/test.mjs"],
  soak: [process.execPath, "scripts/test.mjs", "--soak"],
  bench: [process.execPath, "scripts/bench.mjs"],
};

const [task = "", ...rest] = process.argv.slice(2);
const command = TASKS[task];
if (!command) {
  console.error(`Unknown task "${task}". There is: ${Object.keys(TASKS).join(", ")}.`);
  process.exit(2);
}

const [major = 0, minor = 0] = process.versions.node.split(".").map(Number);
if (major < 20 || (major === 20 && minor < 19)) {
  console.error(`Keyward needs Node 20.19 or newer; this is ${process.versions.node}.`);
  process.exit(1);
}

install();
run(process.execPath, ["scripts/generate.mjs"]);
handOver([...command, ...rest]);

/** `npm ci`, unless the installed tree is already that of this lockfile and this Node ABI. */
function install() {
  const stamp = "node_modules/.keyward-install";
  const wanted = createHash("sha256")
    .update(readFileSync("package-lock.json"))
    .update(`${process.versions.modules} ${process.platform} ${process.arch}`)
    .digest("hex");
  if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) return;
  console.log("Installing dependencies …");
  run("npm", ["ci", "--no-audit", "--no-fund", "--loglevel=error", "--include=dev"]);
  mkdirSync("node_modules", { recursive: true });
  writeFileSync(stamp, wanted);
}

function run(program, args) {
  const { status } = spawnSync(program, args, { stdio: "inherit" });
  if (status !== 0) process.exit(status ?? 1);
}

/** Runs the task as a child and passes on the signals which a terminal or a supervisor sends only to us. */
function handOver([program, ...args]) {
  const child = spawn(program, args, { stdio: "inherit" });
  for (const signal of ["SIGINT", "SIGTERM", "SIGHUP"]) {
    // A terminal sends Ctrl-C to the whole group: the child has it already and must not be hurried by a second one.
    process.on(signal, () => signal !== "SIGINT" && child.kill(signal));
  }
  // npm's shell passes no signal on when npm is stopped: whoever has lost the parent it was started by stops, too.
  const parent = process.ppid;
  setInterval(() => process.ppid !== parent && child.kill("SIGTERM"), 500).unref();
  child.on("exit", (code, signal) => process.exit(code ?? 128 + (constants.signals[signal] ?? 1)));
}
