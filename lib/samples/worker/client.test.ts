import { afterAll, describe, expect, test, vi } from "vitest";
import { SampleWorker, WorkerBusy } from "./client";

// The first tile or search of a process reads its data first, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const worker = new SampleWorker();
afterAll(() => worker.stop());

describe("SampleWorker", () => {
  test("draws in its own thread and answers each job with its own result", async () => {
    const [one, other] = await Promise.all([
      worker.run("tile", { z: 1, x: 0, y: 0 }),
      worker.run("tile", { z: 1, x: 1, y: 1 }),
    ]);
    expect(Buffer.from(one.subarray(1, 4)).toString()).toBe("PNG");
    expect(Buffer.from(one).equals(Buffer.from(other))).toBe(false);
  });

  test("goes on after its thread died", async () => {
    await worker.stop();
    const tile = await worker.run("tile", { z: 1, x: 0, y: 0 });
    expect(tile.length).toBeGreaterThan(1000);
  });

  test("refuses work beyond what may wait, and takes it again afterwards", async () => {
    const small = new SampleWorker(3);
    const results = await Promise.allSettled(
      Array.from({ length: 5 }, () => small.run("tile", { z: 1, x: 0, y: 0 })),
    );
    const busy = results.filter((one) => one.status === "rejected" && one.reason instanceof WorkerBusy);
    expect(busy).toHaveLength(2);
    await expect(small.run("tile", { z: 1, x: 0, y: 0 })).resolves.toBeDefined();
    await small.stop();
  });
});
