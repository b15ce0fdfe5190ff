import { once } from "node:events";
import { afterAll, afterEach, describe, expect, it, vi } from "vitest";
import { limitOf } from "@/lib/edge/limits/contract";
import { generateSecret } from "@/lib/edge/secret-format";
import { keyOf } from "@/lib/edge/testing/fixtures";
import { closePools } from "./pools";
import { type EdgeBetween, startEdgeBetween } from "./testing/edge-between";

const SECRET = generateSecret();
let edge: EdgeBetween;
afterEach(() => edge.stop());
afterAll(closePools);

const withLimits = async (limits: Parameters<typeof limitOf>[0][]) => {
  const wide = limitOf({ kind: "qps", value: 1000 });
  edge = await startEdgeBetween(SECRET, keyOf({ limits: [wide, ...limits.map(limitOf)] }));
};
const leftOf = ({ headers }: Awaited<ReturnType<EdgeBetween["call"]>>, policy: string) =>
  new RegExp(`"${policy}";r=(\\d+)`).exec(headers.get("ratelimit") ?? "")?.[1];

describe("quota of a call that", () => {
  it("was answered is used up, whatever the upstream said and however it was asked", async () => {
    await withLimits([{ value: 100 }]);
    const statuses = [200, 206, 304, 404, 429, 500, 502, 503];
    for (const status of statuses) {
      edge.upstreamAnswers((_, res) => void res.writeHead(status).end());
      await edge.call();
    }
    edge.upstreamAnswers((_, res) => void res.end("tile"));
    for (const method of ["HEAD", "OPTIONS", "POST"])
      await edge.call({ method, headers: ["Content-Length", "0"] });
    await edge.call({ headers: ["Range", "bytes=0-1"] });
    expect(leftOf(await edge.call(), "day")).toBe(String(100 - statuses.length - 5));
  });

  it("was refused, for whatever reason, is untouched", async () => {
    await withLimits([{ value: 10 }]);
    await edge.call({ path: "/nowhere" });
    await edge.call({ isKeyless: true });
    await edge.call({ path: `/map/1?key=${SECRET}` });
    await edge.call({ path: "/map//1" });
    await edge.call({ headers: ["Upgrade", "websocket", "Connection", "upgrade"] });
    expect(leftOf(await edge.call(), "day")).toBe("9");
  });

  it("we failed to forward comes back, and the refusal tells so", async () => {
    await withLimits([{ value: 10 }]);
    edge.serve({ baseUrl: "http://127.0.0.1:9" });
    const unreachable = await edge.call();
    expect([unreachable.status, leftOf(unreachable, "day"), leftOf(unreachable, "qps")]).toEqual([
      502,
      "10",
      "999",
    ]);
    edge.serve({ headersTimeoutMs: 50, totalTimeoutMs: 50 });
    edge.upstreamAnswers(() => undefined);
    const late = await edge.call();
    expect([late.status, leftOf(late, "day")]).toEqual([504, "10"]);
  });

  it("outgrew the body limit comes back", async () => {
    await withLimits([{ value: 10 }]);
    edge.upstreamAnswers((req, res) => void req.resume().on("end", () => res.end()));
    const tooLarge = await edge.call({
      method: "POST",
      headers: ["Transfer-Encoding", "chunked"],
      body: [Buffer.alloc(800), Buffer.alloc(800)],
    });
    expect([tooLarge.status, leftOf(tooLarge, "day")]).toEqual([413, "10"]);
  });
});

describe("the place of a call under way", () => {
  it("is free when its answer has ended, and not before", async () => {
    await withLimits([{ kind: "concurrency", value: 1 }]);
    let finish = () => undefined as unknown;
    edge.upstreamAnswers((_, res) => {
      res.write("first");
      finish = () => res.end("last");
    });
    const open = edge.start();
    open.end();
    const [response] = await once(open, "response");
    expect((await edge.call()).status).toBe(429);
    finish();
    response.resume();
    await once(response, "end");
    edge.upstreamAnswers((_, res) => void res.end());
    expect((await edge.call()).status).toBe(200);
  });

  it("is free when the client goes away, and the upstream breaks off", async () => {
    await withLimits([{ kind: "concurrency", value: 1 }]);
    edge.upstreamAnswers((_, res) => void res.write("for ever"));
    const left = edge.start();
    left.on("error", () => undefined).end();
    await once(left, "response");
    left.destroy();
    edge.upstreamAnswers((_, res) => void res.write("torso", () => res.destroy()));
    await vi.waitFor(async () => expect((await edge.call()).isWhole).toBe(false));
    edge.upstreamAnswers((_, res) => void res.end());
    await vi.waitFor(async () => expect((await edge.call()).status).toBe(200));
  });
});

it("bytes of both ways are counted when a call has ended", async () => {
  await withLimits([{ unit: "bytes", value: 1000 }]);
  edge.upstreamAnswers((req, res) => void req.resume().on("end", () => res.end(Buffer.alloc(300))));
  await edge.call({ method: "POST", headers: ["Content-Length", "100"], body: [Buffer.alloc(100)] });
  expect(leftOf(await edge.call(), "day-bytes")).toBe("600");
});
