// What checking a key costs on the Next host: CPU per call of the built product, refusing a call after gate 10, against a
// proxy in the same version of Next that answers the same status, headers and body without having checked anything.
import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { chmodSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closedLoop } from "./load/closed-loop";
import { cpuSeconds } from "./load/cpu";

const GOAL = 1.15;
const ROUNDS = 5;
const SECONDS = 6;
const KEYWARD_PORT = 41_801;
const NOOP_PORT = 41_802;
const PATH = "/map/1/tile/basic/main/0/0/0.png?view=Unified";

const dataDir = mkdtempSync(join(tmpdir(), "keyward-bench-"));
chmodSync(dataDir, 0o711);
const children: ChildProcess[] = [];

try {
  const demo = start("node_modules/.bin/tsx", ["cli/demo.ts", "--reset"], {
    PORT: String(KEYWARD_PORT),
    DATA_DIR: dataDir,
  });
  await saying(demo, "Keyward is ready");
  const { keys } = JSON.parse(readFileSync(join(dataDir, "demo.json"), "utf8")) as {
    keys: { secret: string; products: string[] }[];
  };
  const outsider = keys.find(({ products }) => !products.includes("map-display"));
  if (!outsider) throw new Error("The demo has no key without the map product.");
  const headers = { "x-api-key": outsider.secret };

  const answer = await fetch(`http://127.0.0.1:${KEYWARD_PORT}${PATH}`, { headers });
  if (answer.status !== 403) throw new Error(`Expected product_not_allowed, got ${answer.status}.`);
  const noopAnswer = {
    status: answer.status,
    headers: ownHeaders(answer.headers),
    body: await answer.text(),
  };

  const built = spawnSync("node_modules/.bin/next", ["build", "bench/noop-app"], { stdio: "inherit" });
  if (built.status !== 0) throw new Error("The no-op app did not build.");
  const noop = start(process.execPath, ["bench/noop-app/server.mjs"], {
    PORT: String(NOOP_PORT),
    NODE_ENV: "production",
    NOOP_ANSWER: JSON.stringify(noopAnswer),
  });
  await saying(noop, "listening");

  const serverPid = Number(readFileSync(join(dataDir, "server.pid"), "utf8"));
  const ours = { pid: serverPid, url: `http://127.0.0.1:${KEYWARD_PORT}${PATH}` };
  const theirs = { pid: noop.pid ?? 0, url: `http://127.0.0.1:${NOOP_PORT}${PATH}` };
  for (const side of [ours, theirs]) await round(side, headers, 4);

  const ratios: number[] = [];
  for (let index = 0; index < ROUNDS; index++) {
    const [checked, bare] = [await round(ours, headers, SECONDS), await round(theirs, headers, SECONDS)];
    ratios.push(checked / bare);
    console.log(
      `round ${index + 1}: Keyward ${checked.toFixed(0)} µs, no-op ${bare.toFixed(0)} µs of CPU a call: ${(checked / bare).toFixed(3)}×`,
    );
  }
  const median = ratios.sort((a, b) => a - b)[Math.floor(ROUNDS / 2)] ?? Number.NaN;
  console.log(
    `median ${median.toFixed(3)}× the CPU of a no-op proxy (goal ≤ ${GOAL}): ${median <= GOAL ? "met" : "MISSED"}`,
  );
} finally {
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(children.map((child) => child.exitCode === null && once(child, "exit")));
  rmSync(dataDir, { recursive: true, force: true });
}

/** CPU microseconds per answered call. */
async function round(
  { pid, url }: { pid: number; url: string },
  headers: Record<string, string>,
  seconds: number,
): Promise<number> {
  const before = cpuSeconds(pid);
  const answered = await closedLoop({ url, headers, connections: 16, seconds, expectStatus: 403 });
  return ((cpuSeconds(pid) - before) * 1e6) / answered;
}

/** Without what the HTTP layer sets itself. */
function ownHeaders(headers: Headers): Record<string, string> {
  const layer = new Set(["connection", "keep-alive", "transfer-encoding", "date", "content-length"]);
  return Object.fromEntries([...headers].filter(([name]) => !layer.has(name)));
}

function start(program: string, args: string[], env: Record<string, string>): ChildProcess {
  const child = spawn(program, args, {
    env: { ...process.env, ...env },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  return child;
}

function saying(child: ChildProcess, words: string): Promise<void> {
  return new Promise((resolve, reject) => {
    let said = "";
    child.stdout?.on("data", (chunk) => {
      said += String(chunk);
      if (said.includes(words)) resolve();
    });
    child.once("exit", () => reject(new Error(`It stopped before saying "${words}":\n${said}`)));
  });
}
