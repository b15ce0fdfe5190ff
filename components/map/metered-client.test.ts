import { describe, expect, test } from "vitest";
import { MeteredClient } from "./metered-client";

const { signal } = new AbortController();

function clientOf(answers: (Response | Error)[]) {
  const waits: number[] = [];
  const keys: unknown[] = [];
  const client = new MeteredClient("kw_x", {
    fetch: async (_path, init) => {
      keys.push(new Headers(init?.headers).get("x-api-key"));
      const answer = answers.shift();
      if (answer instanceof Response) return answer;
      throw answer ?? new Error("Nothing more to answer");
    },
    sleep: async (ms) => {
      waits.push(ms);
    },
  });
  return { client, waits, keys };
}

function refusal(status: number, headers: HeadersInit = {}) {
  return Response.json({ code: "qps_exceeded", title: "Too many requests per second" }, { status, headers });
}

describe("MeteredClient", () => {
  test("waits as long as the edge says and then gets its answer", async () => {
    const { client, waits } = clientOf([refusal(429, { "Retry-After": "3" }), new Response("tile")]);
    expect(await (await client.get("/map", signal)).text()).toBe("tile");
    expect(waits).toEqual([3000]);
    expect(client.traffic()).toMatchObject({ calls: 2, refused: 1, failed: 0 });
  });

  test("gives up after four refusals, with the edge's words", async () => {
    const { client, waits } = clientOf(Array.from({ length: 5 }, () => refusal(429)));
    await expect(client.get("/map", signal)).rejects.toThrow("Too many requests per second");
    expect(waits).toEqual([1000, 1000, 1000]);
    expect(client.traffic()).toMatchObject({ calls: 4, refused: 4 });
  });

  test("does not come back after a refusal that waiting cannot mend", async () => {
    const { client, waits } = clientOf([refusal(403)]);
    await expect(client.get("/map", signal)).rejects.toMatchObject({ name: "CallRefused" });
    expect(waits).toEqual([]);
    expect(client.traffic().lastRefusal?.code).toBe("qps_exceeded");
  });

  test("never waits longer than half a minute, whatever it is told", async () => {
    const { client, waits } = clientOf([refusal(429, { "Retry-After": "86400" }), new Response("")]);
    await client.get("/map", signal);
    expect(waits).toEqual([30_000]);
  });

  test("counts a broken line as failed, an abort as nothing, and tells who listens", async () => {
    const { client } = clientOf([new TypeError("offline"), new DOMException("gone", "AbortError")]);
    let told = 0;
    const leave = client.subscribe(() => {
      told += 1;
    });
    await expect(client.get("/map", signal)).rejects.toThrow("offline");
    const aborter = new AbortController();
    aborter.abort();
    await expect(client.get("/map", aborter.signal)).rejects.toThrow("gone");
    leave();
    expect(client.traffic()).toMatchObject({ calls: 0, failed: 1 });
    expect(told).toBe(1);
  });

  test("sends the secret in the header of every call", async () => {
    const { client, keys } = clientOf([refusal(429), new Response("")]);
    await client.get("/map", signal);
    expect(keys).toEqual(["kw_x", "kw_x"]);
  });
});
