import { PassThrough, Readable } from "node:stream";
import { describe, expect, it } from "vitest";
import { answerStream } from "./answer-stream";

const bytes = (text: string) => new TextEncoder().encode(text);

function watched(body: Readable, contentLength: number | null) {
  const settled: number[] = [];
  const reader = answerStream(body, { contentLength, onSettled: (count) => settled.push(count) }).getReader();
  return { settled, reader };
}

describe("an answer's stream", () => {
  it("tells the size before it hands over the last declared byte", async () => {
    const { settled, reader } = watched(Readable.from([bytes("abc"), bytes("de")]), 5);
    await reader.read();
    expect(settled).toEqual([]);
    const last = reader.read();
    expect((await last).value).toEqual(bytes("de"));
    expect(settled).toEqual([5]);
    expect((await reader.read()).done).toBe(true);
    expect(settled).toEqual([5]);
  });

  it("without a declared length tells the size before the end", async () => {
    const { settled, reader } = watched(Readable.from([bytes("abc"), bytes("de")]), null);
    while (!(await reader.read()).done) expect(settled).toEqual([]);
    expect(settled).toEqual([5]);
  });

  it("tells the size of an empty body", async () => {
    const { settled, reader } = watched(Readable.from([]), null);
    expect((await reader.read()).done).toBe(true);
    expect(settled).toEqual([0]);
  });

  it("fails, and tells what was handed over, when the upstream breaks off", async () => {
    const body = new PassThrough();
    const { settled, reader } = watched(body, 100);
    body.write("abc");
    await reader.read();
    body.destroy(new Error("reset"));
    await expect(reader.read()).rejects.toMatchObject({ name: "AbortError" });
    expect(settled).toEqual([3]);
  });

  it("lets go of the upstream when the client goes away, and tells what was handed over", async () => {
    const body = new PassThrough();
    const { settled, reader } = watched(body, 100);
    body.write("abc");
    await reader.read();
    await reader.cancel();
    expect(body.destroyed).toBe(true);
    expect(settled).toEqual([3]);
  });

  it("reads no further ahead than the client does", async () => {
    let produced = 0;
    const { reader } = watched(
      Readable.from(
        (function* () {
          for (; produced < 1_000; produced += 1) yield bytes("x");
        })(),
        { highWaterMark: 1 },
      ),
      null,
    );
    await reader.read();
    await new Promise((resolve) => setImmediate(resolve));
    expect(produced).toBeLessThan(10);
  });
});
