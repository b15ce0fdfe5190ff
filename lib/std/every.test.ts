import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { every } from "./every";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("runs at once, then again a pause after each end, also after a failure", async () => {
  const errors: unknown[] = [];
  let runs = 0;
  const stop = every(
    1000,
    async () => {
      runs += 1;
      if (runs === 2) throw new Error("no");
    },
    (error) => errors.push(error),
  );
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(2000);
  expect(runs).toBe(3);
  expect(errors.map(String)).toEqual(["Error: no"]);
  await stop();
  await vi.advanceTimersByTimeAsync(5000);
  expect(runs).toBe(3);
});

test("stopping waits for the run that is under way, and no other one follows", async () => {
  let end: () => void = () => undefined;
  let runs = 0;
  const stop = every(
    10,
    () => {
      runs += 1;
      return new Promise<void>((resolve) => {
        end = resolve;
      });
    },
    () => undefined,
  );
  let isStopped = false;
  const stopping = stop().then(() => {
    isStopped = true;
  });
  await vi.advanceTimersByTimeAsync(100);
  expect(isStopped).toBe(false);
  end();
  await stopping;
  await vi.advanceTimersByTimeAsync(100);
  expect(runs).toBe(1);
});

test("the first run waits for its turn, and stopping before that is the end of it", async () => {
  const turns: (() => void)[] = [];
  let runs = 0;
  const chore = async () => {
    runs += 1;
  };
  const start = () =>
    every(
      10,
      chore,
      () => undefined,
      (begin) => turns.push(begin),
    );
  const [stop, stopEarly] = [start(), start()];
  await vi.advanceTimersByTimeAsync(100);
  expect(runs).toBe(0);
  await stopEarly();
  for (const begin of turns) begin();
  expect(runs).toBe(1);
  await vi.advanceTimersByTimeAsync(10);
  expect(runs).toBe(2);
  await stop();
});
