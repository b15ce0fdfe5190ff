import { type ChildProcess, execFile, spawn } from "node:child_process";
import { once } from "node:events";
import { setTimeout as sleep } from "node:timers/promises";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { freePort } from "@/lib/db/embedded/free-port";
import type { UsageReport } from "@/lib/usage/schemas";
import { startWorld, type World } from "../faults/world";
import { signIn } from "../sign-in";
import { StandaloneEdge } from "../standalone-edge";
import { spread } from "./fleet";

const CALLS_PER_SECOND = 5_000;
const SECONDS = 60;
const KEYS = 200;
const CONNECTIONS = 64;
/** A call that is looked out for; its key makes no others. */
const PROBE_EVERY_MS = 100;
/** How often the page of a key asks again, and how many people look at it, each at another moment. */
const PAGE_EVERY_MS = 2_000;
const PAGES = 4;
const WITHIN_MS = 5_000;

let world: World;
let edge: StandaloneEdge;
let upstream: ChildProcess | undefined;
const requests: string[] = [];
const ports = { edge: 0, upstream: 0 };

beforeAll(async () => {
  world = await startWorld();
  ports.edge = await freePort();
  ports.upstream = await freePort();
  const answer = { status: 200, headers: ["Content-Type", "image/png"], body: "x".repeat(300) };
  const bare = spawn(process.execPath, ["bench/servers/bare.mjs"], {
    env: {
      PATH: process.env.PATH,
      NODE_ENV: "production",
      PORT: String(ports.upstream),
      ANSWER: JSON.stringify(answer),
    },
    stdio: ["ignore", "pipe", "inherit"],
  });
  upstream = bare;
  await once(bare.stdout, "data");
  const publicUrl = `http://localhost:${process.env.PORT}`;
  await makeRequests();
  edge = new StandaloneEdge({ dataDir: world.dataDir, publicUrl, port: ports.edge });
  await Promise.all([edge.start(), world.keyward.start()]);
}, 180_000);
afterAll(async () => {
  upstream?.kill("SIGTERM");
  await edge?.stop();
  await world?.stop();
});

/** Keys of a product with an upstream of its own, as requests that go over the wire. Before the edge starts, which hears of no factory. */
async function makeRequests(): Promise<void> {
  const { makeKey, makeProduct } = await import("@/test/factories");
  const baseUrl = `http://127.0.0.1:${ports.upstream}`;
  const product = await makeProduct({ slug: "bulk", paths: ["/bulk/{rest+}"], baseUrl, defaultQps: 100_000 });
  const org = { id: world.key.orgId };
  while (requests.length < KEYS) {
    const { plaintext } = await makeKey({ org, products: [product] });
    requests.push(
      `GET /bulk/7/66/42.png HTTP/1.1\r\nHost: api.example.com\r\nX-API-Key: ${plaintext}\r\n\r\n`,
    );
  }
}

/** So many calls a second, each begun on time whatever the edge does. Answers how many were answered with 200. */
async function load(): Promise<number> {
  const task = {
    port: ports.edge,
    requests,
    connections: CONNECTIONS,
    seconds: SECONDS,
    status: 200,
    ratePerSecond: CALLS_PER_SECOND,
  };
  const worker = ["bench/load/raw-load.mjs", JSON.stringify(task)];
  const { stdout } = await promisify(execFile)(process.execPath, worker, { maxBuffer: 1 << 24 });
  return (JSON.parse(stdout) as { answered: number }).answered;
}

test(`while an edge takes ${CALLS_PER_SECOND} calls a second, a call is on the dashboard within ${WITHIN_MS / 1000} s of its answer`, async () => {
  const { makeMember } = await import("@/test/factories");
  const { db } = await import("@/lib/db/client");
  const org = await db.org.findUniqueOrThrow({ where: { id: world.key.orgId } });
  const publicUrl = `http://localhost:${process.env.PORT}`;
  const member = await makeMember(org, "viewer");
  const cookie = await signIn(member, publicUrl, process.env.NEXTAUTH_SECRET ?? "");
  const report = `${publicUrl}/api/internal/usage/${org.slug}?range=1h&detail=minute&tz=UTC&key=${world.key.id}`;

  // The page is open already.
  expect((await fetch(report, { headers: { cookie } })).status).toBe(200);

  let isOver = false;
  const answeredAt: number[] = [];
  const delays: number[] = [];
  const page = async (at: number) => {
    await sleep((at * PAGE_EVERY_MS) / PAGES);
    for (let shown = 0; !isOver || shown < answeredAt.length; ) {
      const answer = await fetch(report, { headers: { cookie } });
      const { totals } = (await answer.json()) as UsageReport;
      const now = performance.now();
      for (; shown < totals.requests; shown += 1) delays.push(now - (answeredAt[shown] ?? now));
      await sleep(PAGE_EVERY_MS);
    }
  };
  const probe = async () => {
    while (!isOver) {
      const answer = await fetch(`${edge.url}/witness/probe`, {
        headers: { "x-api-key": world.key.plaintext },
      });
      await answer.text();
      expect(answer.status).toBe(200);
      answeredAt.push(performance.now());
      await sleep(PROBE_EVERY_MS);
    }
  };
  const loading = load().finally(() => {
    isOver = true;
  });
  await Promise.all([probe(), ...Array.from({ length: PAGES }, (_, at) => page(at))]);
  const answered = await loading;
  const found = spread(delays);
  process.stdout.write(
    `${(answered / SECONDS).toFixed(0)} calls/s beside; from answer to dashboard: ${found.text}\n`,
  );
  expect(answered / SECONDS).toBeGreaterThan(CALLS_PER_SECOND * 0.98);
  expect(delays).toHaveLength(PAGES * answeredAt.length);
  expect(found.p99).toBeLessThan(WITHIN_MS);
}, 300_000);
