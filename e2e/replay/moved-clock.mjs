// Loaded before a host (`node --import`): its calendar stands as many milliseconds ahead of the machine's, or behind, as the
// file MOVED_CLOCK says, a double of eight bytes that is read at every look. Timers and `performance.now()` stay as they are.
import { openSync, readSync } from "node:fs";

const file = openSync(process.env.MOVED_CLOCK, "r");
const moved = new Float64Array(1);
const RealDate = Date;
const realNow = Date.now;

function now() {
  readSync(file, moved, 0, 8, 0);
  return realNow() + moved[0];
}

RealDate.now = now;
globalThis.Date = new Proxy(RealDate, {
  construct: (target, given, made) => Reflect.construct(target, given.length === 0 ? [now()] : given, made),
  apply: () => new RealDate(now()).toString(),
});
