// What a process pays from then on for a class that extends String, as ioredis has one, and for having been idle; and what it pays
// with both mended (decision 026).
// Run: node --expose-gc --import tsx bench/idle.ts. Each line is a process of its own: nothing of this ever heals by itself.
import { spawnSync } from "node:child_process";
import { setTimeout as sleep } from "node:timers/promises";
import { keepTickShape } from "@/edge/tick-shape";
import { mendStrings } from "@/lib/redis/fast-strings";

const TICKS = 2_000_000;
const SCANS = 300_000;
/** More collections than V8 keeps an unused shape for. */
const COLLECTIONS = 12;
const TEXT = "/tiles/7/66/42.png?view=Unified&key=none";

const SUBJECTS: Readonly<Record<string, () => Promise<number>>> = {
  "a tick, never idle": () => ticks(false),
  "a tick, after idling": () => ticks(true),
  "a tick, after idling, one held": async () => {
    await keepTickShape();
    return ticks(true);
  },
  "40 characters of a text": () => scans(),
  "40 characters, String extended": async () => {
    extendString();
    return scans();
  },
  "40 characters, String extended, mended": async () => {
    extendString();
    mendStrings();
    return scans();
  },
};

const [, file = "", wanted] = process.argv;
const subject = wanted === undefined ? undefined : SUBJECTS[wanted];
if (subject !== undefined)
  process.stdout.write(`${(await subject()).toFixed(0).padStart(5)} ns  ${wanted}\n`);
else for (const name of Object.keys(SUBJECTS)) runAlone(name);

function runAlone(name: string): void {
  const { status } = spawnSync(process.execPath, [...process.execArgv, file, name], { stdio: "inherit" });
  if (status !== 0) process.exitCode = 1;
}

async function ticks(hasIdled: boolean): Promise<number> {
  await timedTicks();
  if (hasIdled) await idle();
  // The first round after it is still being compiled.
  await timedTicks();
  return timedTicks();
}

/** Nanoseconds of CPU each. */
function timedTicks(): Promise<number> {
  return new Promise((resolve) => {
    const began = process.cpuUsage();
    let left = TICKS;
    const next = () => {
      left -= 1;
      if (left > 0) process.nextTick(next);
      else resolve(nanoseconds(began) / TICKS);
    };
    next();
  });
}

async function idle(): Promise<void> {
  if (globalThis.gc === undefined) throw new Error("Run with --expose-gc.");
  for (let time = 0; time < COLLECTIONS; time += 1) {
    await sleep(5);
    globalThis.gc();
  }
}

function extendString(): void {
  new Function("return class extends String {}")();
}

async function scans(): Promise<number> {
  let sum = 0;
  let taken = 0;
  for (let round = 0; round < 4; round += 1) {
    const began = process.cpuUsage();
    for (let scan = 0; scan < SCANS; scan += 1) sum += scanned(TEXT);
    taken = nanoseconds(began) / SCANS;
  }
  if (sum === 0) throw new Error("Nothing was scanned.");
  return taken;
}

function scanned(text: string): number {
  let sum = 0;
  for (let at = 0; at < text.length; at += 1) sum += text.charCodeAt(at);
  return sum;
}

function nanoseconds(began: NodeJS.CpuUsage): number {
  const { user, system } = process.cpuUsage(began);
  return (user + system) * 1_000;
}
