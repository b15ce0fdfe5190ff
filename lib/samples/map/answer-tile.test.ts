import { describe, expect, test, vi } from "vitest";
import { answerTile } from "./answer-tile";

// The first tile or search of a process reads its data first, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const ORIGIN = { z: "0", x: "0", y: "0.png" };

function ask(parts: { z: string; x: string; y: string }, query = "?view=Unified", headers: HeadersInit = {}) {
  const url = new URL(
    `http://localhost/samples/map/1/tile/basic/main/${parts.z}/${parts.x}/${parts.y}${query}`,
  );
  return answerTile(new Request(url, { headers }), url);
}

describe("answerTile", () => {
  test("answers the PNG with its length and a strong tag", async () => {
    const answer = await ask(ORIGIN);
    const bytes = await answer.arrayBuffer();
    expect(answer.status).toBe(200);
    expect(answer.headers.get("content-type")).toBe("image/png");
    expect(answer.headers.get("content-length")).toBe(String(bytes.byteLength));
    expect(answer.headers.get("etag")).toMatch(/^"[A-Za-z0-9_-]{22}"$/);
  });

  test("answers 304 without a body to a client that has it, weakly tagged or in a list", async () => {
    const etag = (await ask(ORIGIN)).headers.get("etag") ?? "";
    for (const given of [etag, `W/${etag}`, `"x", ${etag}`, "*"]) {
      const answer = await ask(ORIGIN, "", { "If-None-Match": given });
      expect([answer.status, answer.body, answer.headers.get("etag")]).toEqual([304, null, etag]);
    }
    expect((await ask(ORIGIN, "", { "If-None-Match": '"x"' })).status).toBe(200);
  });

  test("twenty who ask at once get the same tile", async () => {
    const parts = { z: "6", x: "31", y: "22.png" };
    const answers = await Promise.all(Array.from({ length: 20 }, () => ask(parts)));
    expect(new Set(answers.map((answer) => answer.headers.get("etag"))).size).toBe(1);
  });

  test.each([
    [ORIGIN, "?view=Mars", 400],
    [ORIGIN, "?view=Unified&view=Unified", 400],
    [ORIGIN, "?tileSize=512", 400],
    [ORIGIN, "?anything=else", 200],
    [{ z: "0", x: "1", y: "0.png" }, "", 404],
    [{ z: "23", x: "0", y: "0.png" }, "", 404],
    [{ z: "a", x: "0", y: "0.png" }, "", 400],
    [{ z: "0", x: "0", y: "0.jpg" }, "", 400],
  ])("%o%s is answered with %i", async (parts, query, status) => {
    const answer = await ask(parts, query);
    expect(answer.status).toBe(status);
    if (status !== 200) expect(await answer.json()).toMatchObject({ httpStatusCode: status });
  });
});
