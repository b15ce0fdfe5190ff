import { once } from "node:events";
import type { ServerResponse } from "node:http";
import { afterAll, afterEach, beforeEach, expect, test } from "vitest";
import { limitOf } from "@/lib/edge/limits/contract";
import { generateSecret } from "@/lib/edge/secret-format";
import { keyOf } from "@/lib/edge/testing/fixtures";
import { closePools } from "./pools";
import { type EdgeBetween, startEdgeBetween } from "./testing/edge-between";

// Two upstreams of one process: its caches, its limits and its event loop are shared, connections to upstreams are not.

const SECRET = generateSecret();
const PATIENT = { headersTimeoutMs: 60_000, totalTimeoutMs: 60_000 };
/** More than an upstream has connections. */
const HUNG = 270;
const OTHERS = 50;

let hanging: EdgeBetween;
let serving: EdgeBetween;
let held: ServerResponse[];

beforeEach(async () => {
  held = [];
  const key = keyOf({ limits: [limitOf({ kind: "qps", value: 10_000 })] });
  hanging = await startEdgeBetween(SECRET, key);
  serving = await startEdgeBetween(SECRET, key);
  hanging.serve(PATIENT);
  hanging.upstreamAnswers((_, res) => void held.push(res));
});
afterEach(() => Promise.all([hanging.stop(), serving.stop()]));
afterAll(closePools);

test("more calls than connections to an upstream that hangs hold up no call to another: those are all answered first", async () => {
  const order: string[] = [];
  const stuck = Array.from({ length: HUNG }, () =>
    hanging.call().then(({ status }) => order.push(`${status}`)),
  );
  await expect.poll(() => held.length, { timeout: 20_000 }).toBe(256);
  for (let call = 0; call < OTHERS; call += 1) {
    const { status } = await serving.call();
    order.push(`other ${status}`);
  }
  expect(order).toEqual(new Array(OTHERS).fill("other 200"));
  hanging.upstreamAnswers((_, res) => void res.end());
  for (const res of held) res.end();
  await Promise.all(stuck);
  expect(order.slice(OTHERS)).toEqual(new Array(HUNG).fill("200"));
  expect([hanging.records.length, serving.records.length]).toEqual([HUNG, OTHERS]);
});

test("a key whose calls hang is refused beyond its limit of calls under way, and served again when they end", async () => {
  const limits = [limitOf({ kind: "qps", value: 10_000 }), limitOf({ kind: "concurrency", value: 5 })];
  const key = keyOf({ limits });
  await hanging.stop();
  hanging = await startEdgeBetween(SECRET, key);
  hanging.serve(PATIENT);
  hanging.upstreamAnswers((req, res) => {
    if (req.url?.endsWith("hang")) held.push(res);
    else res.end("answered");
  });
  const sent = Array.from({ length: 5 }, () => hanging.start({ path: "/map/hang" }));
  for (const one of sent) one.on("error", () => undefined).end();
  await expect.poll(() => held.length).toBe(5);
  const refused = await hanging.call({ path: "/map/more" });
  expect([refused.status, JSON.parse(refused.body).code]).toEqual([429, "concurrency_exceeded"]);
  const answers = sent.map((one) => once(one, "response"));
  for (const res of held) res.end();
  await Promise.all(answers);
  expect((await hanging.call({ path: "/map/more" })).body).toBe("answered");
});
