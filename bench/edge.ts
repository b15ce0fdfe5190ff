// The standalone edge against bare servers and peers: server on one core, load and upstream on the other, rounds in turns.
// Run: npm run bench -- edge [seconds a round] [rounds]. Ratios travel between machines, absolute figures do not.
import { type ChildProcess, execFileSync, spawn, spawnSync } from "node:child_process";
import { once } from "node:events";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { get } from "node:http";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { StandaloneEdge, type StandaloneOptions } from "@/e2e/standalone-edge";
import { startEmbedded } from "@/lib/db/embedded";
import { migrate } from "@/lib/db/migrate";
import { provisionKeys } from "@/lib/sealing/provision";
import { HOSTS, RunningHost } from "@/test/edge/hosts";
import { startTestRedis } from "@/test/redis";
import { cpuSeconds } from "./load/cpu";
import { pinned, rawLoad } from "./load/raw-load";

const SECONDS = Number(process.argv[2] ?? 5);
const ROUNDS = Number(process.argv[3] ?? 5);
const KEYS = 200;
const CONNECTIONS = 64;
/** Below those the system gives to clients; what takes `peer` takes the one after it for its administrators. */
const PORTS = { upstream: 22_080, edge: 22_081, bare: 22_082, peer: 22_083, leased: 22_085, mounted: 22_086 };
const PUBLIC_URL = "https://keys.example.com";
const [, , SERVER] = HOSTS;

type Server = {
  readonly name: string;
  readonly port: number;
  readonly pid: number;
  readonly requests: string[];
};
type Figure = { readonly rate: number; readonly cpu: number; readonly p99: number };

const children: ChildProcess[] = [];
const dataDir = mkdtempSync(join(tmpdir(), "keyward-bench-"));
const postgres = await startEmbedded(dataDir);
const stops: (() => Promise<unknown>)[] = [];
let missed = 0;

try {
  if (!existsSync("dist/edge.js"))
    execFileSync(process.execPath, ["scripts/build.mjs"], { stdio: "inherit" });
  const { secrets, mine, foreign } = await makeWorld();
  const upstream = {
    status: 200,
    headers: ["Content-Type", "image/png", "ETag", '"a"'],
    body: "x".repeat(300),
  };
  await startServer("bare.mjs", PORTS.upstream, { ANSWER: JSON.stringify(upstream) }, 1);
  const alone = await startEdge({ dataDir, publicUrl: PUBLIC_URL, port: PORTS.edge });
  const ours = (path: string, name = "edge", { port, pid } = alone): Server => ({
    name,
    port,
    pid,
    requests: secrets.map((secret) => requestTo(path, `X-API-Key: ${secret}`)),
  });
  const KEYS_SETTING = JSON.stringify(secrets);
  const UPSTREAM = `http://127.0.0.1:${PORTS.upstream}`;

  console.log("\nVerify and answer (a known key, refused at gate 10), same status, headers and body");
  const refused = ours(`/${foreign}/7/66/42.png?view=Unified`);
  const { status, answer } = await answerOf(refused);
  const bare = await startServer("bare.mjs", PORTS.bare, { ANSWER: answer });
  const limited = await startServer("fastify-limit.mjs", PORTS.peer, { ANSWER: answer, KEYS: KEYS_SETTING });
  const verify = await compare(status, refused, [
    { ...bare, requests: refused.requests },
    { ...limited, requests: refused.requests },
  ]);
  judge("edge ÷ bare node:http", verify, 0, 0.9);
  judge("edge ÷ fastify + @fastify/rate-limit", verify, 1, 1.4);
  await judgeLatency(status, refused, { ...bare, requests: refused.requests }, verify[0]?.rate ?? 0);
  await stopServers(bare, limited);

  console.log("\nForwarded with the HMAC assertion");
  const admitted = ours(`/${mine}/7/66/42.png?view=Unified`);
  const proxy = await startServer("bare-proxy.mjs", PORTS.bare, { UPSTREAM });
  const fastify = await startServer("fastify-proxy.mjs", PORTS.peer, { UPSTREAM, KEYS: KEYS_SETTING });
  const forwarded = await compare(200, admitted, [
    { ...proxy, requests: admitted.requests },
    { ...fastify, requests: admitted.requests },
  ]);
  judge("edge ÷ bare undici dispatch", forwarded, 0, 0.9);
  judge("edge ÷ fastify + http-proxy", forwarded, 1, 1.9);
  await stopServers(fastify);
  const gateway = await startServer("express-gateway.mjs", PORTS.peer, { UPSTREAM });
  const gatewayKey = gateway.said.replace("listening ", "");
  const byGateway = await compare(200, admitted, [
    { ...gateway, requests: [requestTo(`/${mine}/7/66/42.png`, `Authorization: apikey ${gatewayKey}`)] },
  ]);
  judge("edge ÷ express-gateway", byGateway, 0, 20);
  gateway.child.kill("SIGTERM");

  console.log("\nForwarded, with limits shared through Redis (leases)");
  const redis = await startTestRedis();
  stops.push(() => redis.remove());
  const settings = { REDIS_URL: redis.url };
  const leased = await startEdge({ dataDir, publicUrl: PUBLIC_URL, port: PORTS.leased, settings });
  const shared = ours(`/${mine}/7/66/42.png?view=Unified`, "with Redis", leased);
  judge("Redis leases ÷ in process", await compare(200, shared, [admitted]), 0, 0.85);
  await leased.stop();

  console.log("\nVerify and answer, mounted in front of Next (EDGE_HOST=server)");
  const mounted = new RunningHost(
    SERVER,
    { PORT: String(PORTS.mounted), HOST: "127.0.0.1", UPSTREAM_PRIVATE_CIDRS: "127.0.0.0/8" },
    PORTS.mounted,
    join(dataDir, "server.log"),
  );
  stops.push(() => mounted.stop());
  await mounted.start();
  pinRunning(mounted.pid);
  const before = ours(`/${foreign}/7/66/42.png?view=Unified`, "server", mounted);
  judge("EDGE_HOST=server ÷ standalone", await compare(status, before, [refused]), 0, 0.93);
} finally {
  for (const stop of stops) await stop();
  for (const child of children) child.kill("SIGTERM");
  await Promise.all(
    children.map((child) => child.exitCode === null && child.signalCode === null && once(child, "exit")),
  );
  const { closePool } = await import("@/lib/db/pool");
  const { closeClient } = await import("@/lib/db/client");
  await Promise.all([closePool(), closeClient()]);
  await postgres.stop();
  rmSync(dataDir, { recursive: true, force: true });
}
process.exitCode = missed === 0 ? 0 : 1;

async function startEdge(options: StandaloneOptions): Promise<StandaloneEdge> {
  const edge = new StandaloneEdge(options);
  stops.push(() => edge.stop());
  await edge.start();
  pinRunning(edge.pid);
  return edge;
}

/** All threads of a server on the one core servers are measured on. */
function pinRunning(pid: number): void {
  if (process.platform === "linux") spawnSync("taskset", ["-a", "-p", "-c", "0", String(pid)]);
}

/** Two products, and keys for the first of them only. */
async function makeWorld(): Promise<{ secrets: string[]; mine: string; foreign: string }> {
  Object.assign(process.env, provisionKeys(dataDir), {
    NODE_ENV: "production",
    PUBLIC_URL: "https://keys.example.com",
    DATABASE_URL: postgres.url,
    DATA_DIR: dataDir,
  });
  await migrate(postgres.url);
  const { makeKey, makeOrg, makeProduct } = await import("@/test/factories");
  const baseUrl = `http://127.0.0.1:${PORTS.upstream}`;
  const productOf = (slug: string) =>
    makeProduct({ slug, paths: [`/${slug}/{z}/{x}/{y}.png`], baseUrl, defaultQps: 1_000_000 });
  const [product] = [await productOf("tiles"), await productOf("closed")];
  const org = await makeOrg();
  const secrets: string[] = [];
  for (let made = 0; made < KEYS; made += 1)
    secrets.push((await makeKey({ org, products: [product] })).plaintext);
  return { secrets, mine: "tiles", foreign: "closed" };
}

function requestTo(path: string, credential: string): string {
  const fields = [
    "Host: api.example.com",
    "User-Agent: bench/1.0",
    "Accept: image/png,image/*;q=0.8",
    "Accept-Encoding: gzip, deflate, br",
    credential,
  ];
  return `GET ${path} HTTP/1.1\r\n${fields.join("\r\n")}\r\n\r\n`;
}

/** What the edge answers, as a bare server can repeat it. */
function answerOf({ port, requests }: Server): Promise<{ status: number; answer: string }> {
  const [line = "", ...fields] = (requests[0] ?? "").trim().split("\r\n");
  const headers = Object.fromEntries(fields.map((field) => field.split(": ", 2) as [string, string]));
  const layer = new Set(["connection", "keep-alive", "date"]);
  return new Promise((resolve, reject) => {
    get({ port, host: "127.0.0.1", path: line.split(" ")[1], headers }, (response) => {
      const { rawHeaders, statusCode: status = 0 } = response;
      const kept = rawHeaders.filter((_, at) => !layer.has((rawHeaders[at - (at % 2)] ?? "").toLowerCase()));
      let body = "";
      response.on("data", (chunk) => {
        body += String(chunk);
      });
      response.on("end", () => resolve({ status, answer: JSON.stringify({ status, headers: kept, body }) }));
    }).on("error", reject);
  });
}

async function startServer(file: string, port: number, settings: Record<string, string>, core = 0) {
  const [program = "", ...args] = pinned(core, [process.execPath, `bench/servers/${file}`]);
  const child = spawn(program, args, {
    env: { PATH: process.env.PATH, NODE_ENV: "production", PORT: String(port), ...settings },
    stdio: ["ignore", "pipe", "inherit"],
  });
  children.push(child);
  const [said] = (await Promise.race([
    once(child.stdout, "data"),
    once(child, "exit").then(() => Promise.reject(new Error(`${file} stopped before it listened.`))),
  ])) as [Buffer];
  return { name: file.replace(".mjs", ""), port, pid: child.pid ?? 0, said: String(said).trim(), child };
}

async function stopServers(...servers: { child: ChildProcess }[]): Promise<void> {
  for (const { child } of servers) {
    child.kill("SIGTERM");
    await once(child, "exit");
  }
}

/** Medians of interleaved rounds, the edge first. */
async function compare(status: number, edgeServer: Server, others: readonly Server[]): Promise<Figure[]> {
  const servers = [edgeServer, ...others];
  for (const server of servers) await round(server, status, Math.min(3, SECONDS));
  const figures = servers.map((): Figure[] => []);
  for (let at = 0; at < ROUNDS; at += 1) {
    for (const [index, server] of servers.entries())
      figures[index]?.push(await round(server, status, SECONDS));
  }
  return figures.map((all, index) => {
    const figure = { rate: median(all, "rate"), cpu: median(all, "cpu"), p99: median(all, "p99") };
    const { rate, cpu, p99 } = figure;
    console.log(
      `  ${(servers[index]?.name ?? "").padEnd(16)} ${rate.toFixed(0).padStart(7)} calls/s  ${cpu.toFixed(1).padStart(6)} µs CPU a call  p99 ${p99.toFixed(1)} ms`,
    );
    return figure;
  });
}

async function round({ port, pid, requests }: Server, status: number, seconds: number): Promise<Figure> {
  const before = cpuSeconds(pid);
  const { answered, p99 } = await rawLoad({ port, requests, connections: CONNECTIONS, seconds, status });
  return { rate: answered / seconds, cpu: ((cpuSeconds(pid) - before) * 1e6) / answered, p99 };
}

function median(figures: readonly Figure[], field: keyof Figure): number {
  const sorted = figures.map((figure) => figure[field]).sort((a, b) => a - b);
  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

function judge(what: string, [edgeFigure, ...others]: readonly Figure[], index: number, goal: number): void {
  const other = others[index];
  if (edgeFigure === undefined || other === undefined) throw new Error("Nothing was measured.");
  const ratio = edgeFigure.rate / other.rate;
  const isMet = ratio >= goal;
  if (!isMet) missed += 1;
  console.log(
    `  ${what}: ${ratio.toFixed(2)}× by calls, ${(other.cpu / edgeFigure.cpu).toFixed(2)}× by CPU (goal ≥ ${goal}): ${isMet ? "met" : "MISSED"}`,
  );
}

/** At a fixed 60 % of what the edge can do, calls begin on time whatever happens. */
async function judgeLatency(status: number, edgeServer: Server, bare: Server, rate: number): Promise<void> {
  const ratePerSecond = Math.floor(rate * 0.6);
  const at = async ({ port, requests }: Server) =>
    (await rawLoad({ port, requests, connections: CONNECTIONS, seconds: SECONDS, status, ratePerSecond }))
      .p99;
  const [ours, theirs] = [await at(edgeServer), await at(bare)];
  const isMet = ours <= 3 * theirs;
  if (!isMet) missed += 1;
  console.log(
    `  p99 at ${ratePerSecond} calls/s: ${ours.toFixed(2)} ms, bare ${theirs.toFixed(2)} ms (goal ≤ 3×): ${isMet ? "met" : "MISSED"}`,
  );
}
