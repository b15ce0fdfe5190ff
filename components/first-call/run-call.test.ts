import { afterEach, describe, expect, test, vi } from "vitest";
import { runCall } from "./run-call";

afterEach(() => vi.unstubAllGlobals());

function answering(body: BodyInit, init: ResponseInit) {
  const asked = vi.fn(async (_path: string, _init: RequestInit) => new Response(body, init));
  vi.stubGlobal("fetch", asked);
  return asked;
}

const signal = new AbortController().signal;

describe("runCall", () => {
  test("sends the key in the header only, without cookies and past every cache", async () => {
    const asked = answering("{}", { headers: { "Content-Type": "application/json" } });
    await runCall("/search/2/geocode/a.json?limit=3", "kw_x", signal);
    const [path, init] = asked.mock.calls[0] ?? [];
    expect(path).not.toContain("kw_x");
    expect(init).toMatchObject({ headers: { "X-API-Key": "kw_x" }, cache: "no-store", credentials: "omit" });
  });

  test("reads a refusal in its own words", async () => {
    const problem = {
      code: "qps_exceeded",
      title: "Too many",
      detail: "Wait.",
      requestId: "req_1",
      extra: 1,
    };
    answering(JSON.stringify(problem), {
      status: 429,
      headers: { "Content-Type": "application/problem+json", "Retry-After": "1" },
    });
    const result = await runCall("/x", "kw_x", signal);
    const { extra: _, ...refusal } = problem;
    expect(result.body).toEqual({ kind: "refusal", refusal });
    expect(result.headers).toContainEqual(["Retry-After", "1"]);
  });

  test("keeps an image as it came and lays out JSON", async () => {
    answering(new Uint8Array([137, 80]), { headers: { "Content-Type": "image/png" } });
    expect(await runCall("/x", "kw_x", signal)).toMatchObject({ bytes: 2, body: { kind: "image" } });
    answering('{"a":1}', { headers: { "Content-Type": "application/json" } });
    expect((await runCall("/x", "kw_x", signal)).body).toEqual({ kind: "text", text: '{\n  "a": 1\n}' });
  });

  test("shows what is no JSON and no problem as text, and only its beginning when it is long", async () => {
    answering("x".repeat(10_000), { status: 502, headers: { "Content-Type": "text/html" } });
    const { body } = await runCall("/x", "kw_x", signal);
    expect(body.kind === "text" && body.text.length).toBe(6_002);
  });
});
