import { executionAsyncResource } from "node:async_hooks";

let kept: object | undefined;

/**
 * Keeps `process.nextTick` as fast after an idle moment as before it: holds one tick for the life of the process, and resolves to it.
 *
 * Node makes an object for each tick, with computed names. Where none is left when V8 collects, their shape is forgotten; the code
 * that makes them then meets another one, takes names and shapes for arbitrary and asks the runtime for each of them from then on.
 * What that costs: decision 026, `npm run bench -- idle`.
 */
export function keepTickShape(): Promise<object> {
  return new Promise((resolve) => {
    process.nextTick(() => {
      // What a tick runs in is its own object.
      kept ??= executionAsyncResource();
      resolve(kept);
    });
  });
}
