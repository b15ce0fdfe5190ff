import { expect, test } from "vitest";
import { QpsLimiter } from "./qps-limiter";

test("state belongs to key and class, and outlives the entry it was asked for with", () => {
  const limiter = new QpsLimiter();
  const window = limiter.windowOf("cls_a", 1, { keyId: "key_a" }, 0);
  window.take(0);
  expect(limiter.windowOf("cls_a", 1, { keyId: "key_a" }, 10).waitMs(10)).toBe(990);
  expect(limiter.windowOf("cls_b", 1, { keyId: "key_a" }, 10).waitMs(10)).toBe(0);
  expect(limiter.windowOf("cls_a", 1, { keyId: "key_b" }, 10).waitMs(10)).toBe(0);
});

test("no window is lost while its calls still count", () => {
  const limiter = new QpsLimiter();
  for (let at = 0; at < 300_000; at += 100) {
    const window = limiter.windowOf("cls", 5, { keyId: "key" }, at);
    const fits = window.waitMs(at) === 0;
    // 5 in a row, then 5 refusals: for ever, across every change of generations.
    expect(fits).toBe(at % 1000 < 500);
    if (fits) window.take(at);
  }
});

test("a changed limit holds from the next call on", () => {
  const limiter = new QpsLimiter();
  for (let call = 0; call < 5; call += 1) limiter.windowOf("cls", 5, { keyId: "key" }, call).take(call);
  expect(limiter.windowOf("cls", 3, { keyId: "key" }, 10).waitMs(10)).toBeGreaterThan(0);
  expect(limiter.windowOf("cls", 7, { keyId: "key" }, 10).remaining(10)).toBe(2 + 2);
});

test("what nobody used for two minutes is gone", () => {
  const limiter = new QpsLimiter();
  for (let key = 0; key < 1000; key += 1) limiter.windowOf("cls", 5, { keyId: `key_${key}` }, key).take(key);
  expect(limiter.size).toBe(1000);
  limiter.windowOf("cls", 5, { keyId: "other" }, 61_000).take(61_000);
  limiter.windowOf("cls", 5, { keyId: "other" }, 122_000).take(122_000);
  limiter.windowOf("cls", 5, { keyId: "other" }, 183_000).take(183_000);
  expect(limiter.size).toBeLessThan(5);
});

test("an entry's note of its window is never truer than the limiter itself", () => {
  const limiter = new QpsLimiter();
  const entry = { keyId: "key" };
  const reloaded = { keyId: "key" };
  for (let at = 0; at < 49_000; at += 100) {
    const classId = at % 300 === 0 ? "cls_b" : "cls_a";
    const window = limiter.windowOf(classId, 5, entry, at);
    if (window.waitMs(at) === 0) window.take(at);
    expect(limiter.windowOf(classId, 5, reloaded, at).remaining(at)).toBe(window.remaining(at));
  }
  limiter.windowOf("cls_a", 5, entry, 50_000).take(50_000);
  limiter.windowOf("cls_a", 3, reloaded, 50_001).take(50_001);
  expect(limiter.windowOf("cls_a", 5, entry, 50_002).remaining(50_002)).toBe(3);
});
