import { executionAsyncResource } from "node:async_hooks";
import { setTimeout as sleep } from "node:timers/promises";
import { setFlagsFromString } from "node:v8";
import { runInNewContext } from "node:vm";
import { expect, test } from "vitest";
import { keepTickShape } from "./tick-shape";

setFlagsFromString("--allow-natives-syntax");
setFlagsFromString("--expose-gc");
const haveSameShape = new Function("a", "b", "return %HaveSameMap(a, b)") as (
  a: object,
  b: object,
) => boolean;
const collect = runInNewContext("gc") as () => void;

test("A tick long after the last one has the shape of the one that is held", async () => {
  const held = await keepTickShape();
  for (let times = 0; times < 5; times += 1) {
    await sleep(1);
    collect();
  }
  const later = await new Promise<object>((resolve) =>
    process.nextTick((done: typeof resolve) => done(executionAsyncResource()), resolve),
  );
  expect(later).not.toBe(held);
  expect(Object.keys(later)).toEqual(["callback", "args"]);
  expect(haveSameShape(held, later)).toBe(true);
  expect(await keepTickShape()).toBe(held);
});
