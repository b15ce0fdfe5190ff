import { createServer, type RequestListener, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { startEdgeHost } from "@/edge/host";
import { meteredListener } from "@/edge/metered-listener";
import { db } from "@/lib/db/client";
import { CidrSet } from "@/lib/edge/cidr";
import { endLimit } from "@/lib/limits/end-limit";
import { EndLimitInput } from "@/lib/limits/schemas";
import { logger } from "@/lib/logging/logger";
import { running } from "@/lib/usage/running";
import { stopUsage } from "@/lib/usage/start";
import { NOW } from "@/test/clock";
import { adminCtx, staffCtx } from "@/test/contexts";
import { makeKey, makeMember, makeOrg, makeProduct } from "@/test/factories";
import { grantOf, wishFor } from "@/test/qps";
import { answerQpsQuestion } from "./answer";
import { approveQpsRequest } from "./approve";
import { askQpsQuestion } from "./ask";
import { followQpsRequests } from "./follow";
import { getQpsRequest } from "./get";
import { SayQpsInput } from "./schemas";
import { submitQpsRequest } from "./submit";

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
const CALLS = 30;
// Hundreds of calls over real connections: seconds alone, more where a machine is busy.
const PATIENCE = { timeout: 120_000 };

let upstream: Server;
let edge: { port: number; stop(): Promise<void> };

beforeAll(async () => {
  logger.level = "warn";
  upstream = await listening((_, res) => res.end("tile"));
});

afterAll(async () => {
  await edge.stop();
  await closed(upstream);
  await stopUsage();
  vi.useRealTimers();
});

/** A standalone edge as `npm run edge` starts it, in this process and on its clock. */
async function startEdge() {
  const host = await startEdgeHost(true);
  const server = await listening(
    meteredListener({ host: host.host, trusted: new CidrSet([]), aside: () => false }, false),
  );
  const stop = async () => {
    await closed(server);
    await host.stop();
  };
  return { port: portOf(server), stop };
}

async function listening(listener: RequestListener): Promise<Server> {
  const server = createServer(listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return server;
}

const portOf = (server: Server) => (server.address() as AddressInfo).port;

async function closed(server: Server): Promise<void> {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
}

const goTo = (at: Date) => vi.advanceTimersByTime(at.getTime() - Date.now());

/** How many of a burst of calls, all at this very moment, are let through; the others are refused as breaches. */
async function admitted(key: { plaintext: string }, path: string): Promise<number> {
  const statuses = await Promise.all(Array.from({ length: CALLS }, () => call(path, key.plaintext)));
  const count = statuses.filter((status) => status === 200).length;
  expect(statuses.filter((status) => status === 429)).toHaveLength(CALLS - count);
  return count;
}

async function callsCounted(keyId: string): Promise<number> {
  const rows = await db.usageDemand.findMany({ where: { keyId }, select: { admitted: true, refused: true } });
  return rows
    .flatMap(({ admitted, refused }) => [...admitted, ...refused])
    .reduce((sum, calls) => sum + calls, 0);
}

function call(path: string, secret: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const headers = { "x-api-key": secret };
    request({ port: edge.port, host: "127.0.0.1", path, headers, agent: false }, (response) => {
      response.resume();
      response.on("end", () => resolve(response.statusCode ?? 0));
    })
      .on("error", reject)
      .end();
  });
}

test(
  "a standalone edge holds the old limit, then what was granted, then the old one again, by itself",
  PATIENCE,
  async () => {
    vi.useFakeTimers({ toFake: ["Date", "performance"], now: NOW });
    vi.stubEnv("UPSTREAM_PRIVATE_CIDRS", "127.0.0.0/8");
    const org = await makeOrg();
    const product = await makeProduct({
      slug: "fair",
      paths: ["/fair/{rest+}"],
      defaultQps: 10,
      baseUrl: `http://127.0.0.1:${portOf(upstream)}`,
    });
    const key = await makeKey({ org, products: [product] });
    const place = { org, key, classId: product.classId };
    const owner = await makeMember(org, "owner");
    const customer = async () => ({ ...(await adminCtx(org)), now: new Date() });
    const staff = await staffCtx();
    const reviewer = () => ({ ...staff, now: new Date() });
    edge = await startEdge();

    expect(await admitted(key, "/fair/1")).toBe(10);
    // A flush may meet the making of partitions, or the edge's own flush in the middle of the burst: until every call is counted.
    while ((await callsCounted(key.id)) < CALLS) await running()?.flusher.flush();
    goTo(new Date(NOW.getTime() + HOUR_MS));
    const { id } = await submitQpsRequest(await customer(), wishFor(place, { wantedQps: 28 }));
    expect((await getQpsRequest(await customer(), { requestId: id })).evidence).toMatchObject({
      calls: CALLS,
      peak: CALLS,
      breaches: CALLS - 10,
      current: { limit: 10, breaches: CALLS - 10 },
      wanted: { limit: 28, breaches: CALLS - 28 },
    });
    goTo(new Date(Date.now() + HOUR_MS));
    await askQpsQuestion(reviewer(), SayQpsInput.parse({ requestId: id, body: "For how long?" }));
    goTo(new Date(Date.now() + HOUR_MS));
    await answerQpsQuestion(await customer(), SayQpsInput.parse({ requestId: id, body: "Three days." }));
    goTo(new Date(Date.now() + HOUR_MS));
    const from = new Date(NOW.getTime() + DAY_MS);
    const until = new Date(from.getTime() + 3 * DAY_MS);
    const dates = { from: from.toISOString(), until: until.toISOString() };
    const granted = await approveQpsRequest(reviewer(), grantOf(id, { qps: 25, ...dates }));
    expect(granted.outcome).toBe("approved");

    const phases: [Date, string, number][] = [
      [new Date(), "scheduled", 10],
      [new Date(from.getTime() - 1), "scheduled", 10],
      [new Date(from.getTime() + 1000), "active", 25],
      [new Date(until.getTime() - 1), "active", 25],
      [new Date(until.getTime() + 1000), "ended", 10],
    ];
    for (const [at, phase, limit] of phases) {
      goTo(at);
      expect(await admitted(key, "/fair/1"), `${phase} at ${at.toISOString()}`).toBe(limit);
      const seen = await getQpsRequest(await customer(), { requestId: id });
      expect(seen).toMatchObject({ phase, grant: { qps: 25, ...dates, isPartial: true, isCutShort: false } });
      await followQpsRequests(new Date());
    }
    const told = await db.notice.findMany({
      where: { subject: id, userId: owner.id },
      select: { kind: true },
      orderBy: { createdAt: "asc" },
    });
    expect(told.map(({ kind }) => kind)).toEqual([
      "qps.sent",
      "qps.asked",
      "qps.answered",
      "qps.approved",
      "qps.started",
      "qps.ends_soon",
      "qps.ended",
    ]);
    expect(await followQpsRequests(new Date())).toBe(0);
  },
);

test(
  "an edge that did not run when a limit began, or ended, holds the right one from its first call on",
  PATIENCE,
  async () => {
    const org = await makeOrg();
    const key = await makeKey({ org, products: await db.product.findMany({ where: { slug: "fair" } }) });
    const { id: classId } = await db.endpointClass.findFirstOrThrow({ where: { product: { slug: "fair" } } });
    const ctx = { ...(await adminCtx(org)), now: new Date() };
    const { id } = await submitQpsRequest(ctx, wishFor({ key, classId }));
    const from = new Date(Date.now() + DAY_MS);
    const until = new Date(from.getTime() + DAY_MS);
    const operator = { ...(await staffCtx()), now: new Date() };
    const dates = { from: from.toISOString(), until: until.toISOString() };
    await approveQpsRequest(operator, grantOf(id, dates));
    for (const [at, limit] of [
      [new Date(from.getTime() + HOUR_MS), 25],
      [new Date(until.getTime() + HOUR_MS), 10],
    ] as const) {
      await edge.stop();
      goTo(at);
      edge = await startEdge();
      expect(await admitted(key, "/fair/1")).toBe(limit);
    }
  },
);

test("a limit that staff end early ends at the edge at once, and the request says that it was cut short", async () => {
  const org = await makeOrg();
  const key = await makeKey({ org, products: await db.product.findMany({ where: { slug: "fair" } }) });
  const { id: classId } = await db.endpointClass.findFirstOrThrow({ where: { product: { slug: "fair" } } });
  const ctx = { ...(await adminCtx(org)), now: new Date() };
  const { id } = await submitQpsRequest(ctx, wishFor({ key, classId }));
  const operator = { ...(await staffCtx()), now: new Date() };
  await approveQpsRequest(operator, grantOf(id));
  goTo(new Date(Date.now() + HOUR_MS));
  expect(await admitted(key, "/fair/1")).toBe(25);
  const { limitId } = await db.qpsRequest.findUniqueOrThrow({ where: { id }, select: { limitId: true } });
  goTo(new Date(Date.now() + HOUR_MS));
  await endLimit({ ...operator, now: new Date() }, EndLimitInput.parse({ limitId }));
  expect(await admitted(key, "/fair/1")).toBe(10);
  expect(await getQpsRequest({ ...ctx, now: new Date() }, { requestId: id })).toMatchObject({
    phase: "ended",
    grant: { qps: 25, isCutShort: true },
  });
});
