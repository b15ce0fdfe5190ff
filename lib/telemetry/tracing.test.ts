import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { build } from "esbuild";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test, vi } from "vitest";
import { z } from "zod";
import { generateSecret } from "@/lib/edge/secret-format";
import { closePools } from "@/lib/forwarding/pools";
import { type EdgeBetween, startEdgeBetween } from "@/lib/forwarding/testing/edge-between";
import { logger } from "@/lib/logging/logger";
import { startTracing, type Tracing } from "./start";

const Attributes = z
  .array(z.object({ key: z.string(), value: z.record(z.string(), z.unknown()) }))
  .transform((list) => Object.fromEntries(list.map(({ key, value }) => [key, Object.values(value)[0]])));
const Span = z.object({
  traceId: z.string(),
  spanId: z.string(),
  parentSpanId: z.string().optional(),
  name: z.string(),
  kind: z.number(),
  startTimeUnixNano: z.coerce.bigint(),
  endTimeUnixNano: z.coerce.bigint(),
  attributes: Attributes,
  status: z.object({ code: z.number().optional() }),
});
type Span = z.output<typeof Span>;
const Traces = z.object({
  resourceSpans: z.array(
    z.object({
      resource: z.object({ attributes: Attributes }),
      scopeSpans: z.array(z.object({ spans: z.array(Span) })),
    }),
  ),
});

const SECRET = generateSecret();
const CLIENT_TRACE = "4bf92f3577b34da6a3ce929d0e0e4736";
const CLIENT_SPAN = "00f067aa0ba902b7";

/** A collector: takes OTLP over HTTP and keeps what it was sent, word for word. */
let bodies: string[];
let collector: Server;
let edge: EdgeBetween;
let tracing: Tracing;

const endpoint = () => `http://127.0.0.1:${(collector.address() as AddressInfo).port}`;
const settings = (over: { ratio?: number; endpoint?: string } = {}) => ({
  OTEL_EXPORTER_OTLP_ENDPOINT: over.endpoint ?? endpoint(),
  OTEL_SERVICE_NAME: "keyward-test",
  OTEL_TRACES_SAMPLER_ARG: over.ratio ?? 1,
});

beforeAll(async () => {
  collector = createServer((req, res) => {
    let body = "";
    req.on("data", (chunk) => {
      body += String(chunk);
    });
    req.on("end", () => {
      if (req.url === "/v1/traces" && req.method === "POST") bodies.push(body);
      res.setHeader("Content-Type", "application/json").end("{}");
    });
  });
  await new Promise<void>((resolve) => collector.listen(0, "127.0.0.1", resolve));
});
afterAll(async () => {
  collector.closeAllConnections();
  await new Promise((resolve) => collector.close(resolve));
  await closePools();
});

beforeEach(async () => {
  bodies = [];
  edge = await startEdgeBetween(SECRET);
  await follow();
});
afterEach(() => edge.stop());

async function follow(over: Parameters<typeof settings>[0] = {}): Promise<void> {
  const started = await startTracing(settings(over));
  if (started === null) throw new Error("Nothing is traced.");
  tracing = started;
  edge.trace(tracing.calls);
}

/** All spans, once the last ones are delivered. */
async function spans(): Promise<Span[]> {
  await tracing.stop();
  return bodies.flatMap((body) =>
    Traces.parse(JSON.parse(body)).resourceSpans.flatMap(({ scopeSpans }) =>
      scopeSpans.flatMap((scope) => scope.spans),
    ),
  );
}

function named(all: readonly Span[], name: string): Span {
  const found = all.filter((span) => span.name === name);
  expect(found.map((span) => span.name)).toEqual([name]);
  return found[0] as Span;
}

const fieldOf = (rawHeaders: readonly string[] | undefined, name: string) =>
  rawHeaders?.find((_, at) => at % 2 === 1 && rawHeaders[at - 1]?.toLowerCase() === name);

describe("an answered call", () => {
  test("is a span with the decision and the upstream inside, and the upstream goes on in the same trace", async () => {
    edge.upstreamAnswers((_, res) => void res.end("tile"));
    const answer = await edge.call();
    const all = await spans();
    expect(all).toHaveLength(3);
    const call = named(all, "GET /map/{rest+}");
    const decision = named(all, "decision");
    const upstream = named(all, "upstream");
    expect(call.parentSpanId ?? "").toBe("");
    for (const inner of [decision, upstream]) {
      expect([inner.traceId, inner.parentSpanId]).toEqual([call.traceId, call.spanId]);
      expect(inner.startTimeUnixNano).toBeGreaterThanOrEqual(call.startTimeUnixNano);
      expect(inner.endTimeUnixNano).toBeLessThanOrEqual(call.endTimeUnixNano);
    }
    expect(decision.endTimeUnixNano).toBeLessThanOrEqual(upstream.startTimeUnixNano);
    expect(decision.attributes).toEqual({ "keyward.verdict": "admitted" });
    expect(call.attributes).toEqual({
      "http.request.method": "GET",
      "http.route": "/map/{rest+}",
      "http.response.status_code": 200,
      "keyward.product": "map",
      "keyward.class": "tile",
      "keyward.key.id": "key_a",
      "keyward.org.id": "org_a",
      "keyward.request.id": answer.headers.get("x-request-id"),
    });
    expect(upstream.attributes).toMatchObject({
      "server.address": "127.0.0.1",
      "http.response.status_code": 200,
    });
    expect(fieldOf(edge.seen[0]?.rawHeaders, "traceparent")).toBe(`00-${call.traceId}-${upstream.spanId}-01`);
  });

  test("goes on with the trace of its client, state included", async () => {
    await edge.call({
      headers: ["traceparent", `00-${CLIENT_TRACE}-${CLIENT_SPAN}-00`, "tracestate", "vendor=1"],
    });
    const all = await spans();
    const call = named(all, "GET /map/{rest+}");
    expect([call.traceId, call.parentSpanId]).toEqual([CLIENT_TRACE, CLIENT_SPAN]);
    const raw = edge.seen[0]?.rawHeaders;
    expect(fieldOf(raw, "traceparent")).toBe(`00-${CLIENT_TRACE}-${named(all, "upstream").spanId}-01`);
    expect(fieldOf(raw, "tracestate")).toBe("vendor=1");
  });

  test.each([
    ["no trace", "hello"],
    ["nobody's trace", `00-${"0".repeat(32)}-${CLIENT_SPAN}-01`],
    ["a trace of nobody's span", `00-${CLIENT_TRACE}-${"0".repeat(16)}-01`],
  ])("whose client sends %s begins one, without that client's state", async (_, traceparent) => {
    await edge.call({ headers: ["traceparent", traceparent, "tracestate", "vendor=1"] });
    const call = named(await spans(), "GET /map/{rest+}");
    expect([call.parentSpanId ?? "", call.traceId === CLIENT_TRACE]).toEqual(["", false]);
    expect(fieldOf(edge.seen[0]?.rawHeaders, "traceparent")).toMatch(new RegExp(`^00-${call.traceId}-`));
    expect(fieldOf(edge.seen[0]?.rawHeaders, "tracestate")).toBeUndefined();
  });
});

test("a refused call says why and asks no upstream; one that fails upstream is an error of both", async () => {
  await edge.call({ isKeyless: true });
  await edge.call({ path: "/nowhere" });
  edge.serve({ baseUrl: "http://127.0.0.1:9" });
  await edge.call();
  const all = await spans();
  const codes = (span: Span) => [span.attributes["http.response.status_code"], span.attributes["error.type"]];
  expect(codes(named(all, "GET"))).toEqual([404, "no_such_product"]);
  const [keyless, failed] = all.filter(({ name }) => name === "GET /map/{rest+}");
  expect(keyless && codes(keyless)).toEqual([401, "key_missing"]);
  expect(failed && [...codes(failed), failed.status.code]).toEqual([502, "upstream_unreachable", 2]);
  // Nobody was reached, so it was tried twice.
  expect(all.filter(({ name }) => name === "upstream").at(-1)?.status.code).toBe(2);
  expect(all.filter(({ name }) => name === "decision").map(({ attributes }) => attributes)).toEqual([
    { "keyward.verdict": "key_missing" },
    { "keyward.verdict": "no_such_product" },
    { "keyward.verdict": "admitted" },
  ]);
});

test("no secret is in any span, wherever a client puts it", async () => {
  await edge.call();
  await edge.call({ path: `/map/1?key=${SECRET}`, isKeyless: true });
  await edge.call({ path: `/map/${SECRET}`, isKeyless: true });
  await edge.call({ path: `/${SECRET}`, isKeyless: true });
  await edge.call({ path: `/map/1?x=${SECRET}` });
  const fields = [
    "User-Agent",
    "Referer",
    "Origin",
    "tracestate",
    "traceparent",
    "Tracking-ID",
    "X-Forwarded-For",
  ];
  await edge.call({ headers: fields.flatMap((name) => [name, SECRET]) });
  await edge.call({ headers: ["Authorization", `Bearer ${SECRET}`], isKeyless: true });
  edge.upstreamAnswers((_, res) => void res.writeHead(500, { ETag: `"${SECRET}"` }).end(SECRET));
  await edge.call();
  const all = await spans();
  expect(all.filter(({ name }) => name === "decision")).toHaveLength(8);
  expect(bodies.join("\n")).not.toContain(SECRET);
  expect(bodies.join("\n")).not.toContain(SECRET.slice(4, 30));
  const known =
    /^(?:http\.(?:request\.method|route|response\.status_code)|error\.type|server\.(?:address|port)|keyward\.(?:product|class|verdict|key\.id|org\.id|request\.id))$/;
  for (const { attributes } of all) {
    expect(Object.keys(attributes).filter((name) => !known.test(name))).toEqual([]);
  }
});

test("a part of all traces is kept, whole or not at all; a client's flag does not decide", async () => {
  await tracing.stop();
  await follow({ ratio: 0 });
  bodies = [];
  await edge.call({ headers: ["traceparent", `00-${CLIENT_TRACE}-${CLIENT_SPAN}-01`] });
  expect(await spans()).toEqual([]);
  expect(fieldOf(edge.seen.at(-1)?.rawHeaders, "traceparent")).toMatch(
    new RegExp(`^00-${CLIENT_TRACE}-[0-9a-f]{16}-00$`),
  );
});

test("a collector that is away costs no call and no stop; the log says so", async () => {
  await tracing.stop();
  const warn = vi.spyOn(logger, "warn").mockReturnValue(undefined);
  await follow({ endpoint: "http://127.0.0.1:9" });
  expect((await edge.call()).status).toBe(200);
  await tracing.stop();
  await vi.waitFor(
    () => expect(warn.mock.calls.map(([, text]) => text)).toEqual(["spans could not be delivered"]),
    15_000,
  );
});

test("without an endpoint nothing is traced, and no module of OpenTelemetry is loaded at a host's start", async () => {
  const { OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER_ARG } = settings();
  expect(await startTracing({ OTEL_SERVICE_NAME, OTEL_TRACES_SAMPLER_ARG })).toBeNull();
  const { metafile } = await build({
    entryPoints: ["edge/server.ts"],
    bundle: true,
    write: false,
    metafile: true,
    format: "esm",
    platform: "node",
    packages: "external",
    logLevel: "silent",
  });
  const imports = Object.values(metafile.outputs).flatMap((output) => output.imports);
  const loaded = imports.filter(({ path }) => path.startsWith("@opentelemetry/"));
  expect(loaded.length).toBeGreaterThan(0);
  expect(loaded.filter(({ kind }) => kind !== "dynamic-import")).toEqual([]);
});
