import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { Turns } from "./turns";

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

test("the first begins at once, the others in their order, a pause apart; whoever comes after a pause without anybody begins at once", async () => {
  const turns = new Turns(100);
  const begun: string[] = [];
  for (const name of ["a", "b", "c"]) turns.take(() => begun.push(name));
  expect(begun).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(99);
  expect(begun).toEqual(["a"]);
  await vi.advanceTimersByTimeAsync(1);
  expect(begun).toEqual(["a", "b"]);
  await vi.advanceTimersByTimeAsync(100);
  expect(begun).toEqual(["a", "b", "c"]);
  turns.take(() => begun.push("d"));
  expect(begun).toEqual(["a", "b", "c"]);
  await vi.advanceTimersByTimeAsync(1_000);
  turns.take(() => begun.push("e"));
  expect(begun).toEqual(["a", "b", "c", "d", "e"]);
});
