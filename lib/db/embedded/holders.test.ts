import { existsSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, expect, test } from "vitest";
import { hold, isRunning, ownIdentity, release } from "./holders";
import { withStartLock } from "./lock";

const dir = mkdtempSync(join(tmpdir(), "keyward-"));
afterAll(() => rmSync(dir, { recursive: true }));

test("a process is told from a later one under the same ID by when it started", () => {
  expect(isRunning(ownIdentity())).toBe(true);
  if (process.platform === "linux") expect(isRunning(`${process.pid} 1`)).toBe(false);
  expect(isRunning("")).toBe(false);
  expect(isRunning("999999999 1")).toBe(false);
});

test("the last one to let go is told so; notes of dead processes do not count", () => {
  const [first, second] = [hold(dir), hold(dir)];
  const dead = join(dir, "holders", "dead");
  writeFileSync(dead, "999999999 1");
  expect(release(dir, first)).toBe(false);
  expect(release(dir, second)).toBe(true);
  expect(existsSync(dead)).toBe(false);
});

test("a note that goes away while another lets go is one less", () => {
  const mine = hold(dir);
  symlinkSync("gone", join(dir, "holders", "left-meanwhile"));
  expect(release(dir, mine)).toBe(true);
});

test("a folder that is gone with its notes is held by nobody, and letting go of it is no error", () => {
  const removed = mkdtempSync(join(tmpdir(), "keyward-"));
  const mine = hold(removed);
  rmSync(removed, { recursive: true });
  expect(release(removed, mine)).toBe(true);
});

test("work under one lock never overlaps, and a dead process's lock is taken over", async () => {
  writeFileSync(join(dir, "start.lock"), "999999999 1");
  let inside = 0;
  const work = () =>
    withStartLock(dir, async () => {
      inside += 1;
      expect(inside).toBe(1);
      await new Promise((resolve) => setImmediate(resolve));
      inside -= 1;
    });
  await Promise.all([work(), work(), work()]);
  expect(existsSync(join(dir, "start.lock"))).toBe(false);
});

test("work that fails gives the lock back", async () => {
  await expect(withStartLock(dir, () => Promise.reject(new Error("failed")))).rejects.toThrow("failed");
  expect(await withStartLock(dir, async () => "next")).toBe("next");
});
