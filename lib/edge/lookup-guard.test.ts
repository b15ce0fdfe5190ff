import { expect, test } from "vitest";
import { addressOf, LookupGuard, UNKNOWN_THRESHOLD } from "./lookup-guard";

test("an address below the threshold is never slowed", () => {
  const guard = new LookupGuard();
  for (let call = 0; call < UNKNOWN_THRESHOLD; call += 1) {
    expect(guard.waitMs("192.0.2.1", call)).toBe(0);
    guard.noteUnknown("192.0.2.1", call);
  }
  expect(guard.waitMs("192.0.2.2", 100)).toBe(0);
});

test("past the threshold five look-ups a second go through", () => {
  const guard = new LookupGuard();
  for (let call = 0; call < UNKNOWN_THRESHOLD; call += 1) guard.noteUnknown("192.0.2.1", 0);
  let passed = 0;
  for (let at = 1; at <= 10_000; at += 1) if (guard.waitMs("192.0.2.1", at) === 0) passed += 1;
  expect(passed).toBe(50);
});

test("a minute later the slate is clean", () => {
  const guard = new LookupGuard();
  for (let call = 0; call < UNKNOWN_THRESHOLD; call += 1) guard.noteUnknown("192.0.2.1", 0);
  for (let call = 0; call < 5; call += 1) expect(guard.waitMs("192.0.2.1", 60_000)).toBe(0);
  guard.noteUnknown("192.0.2.1", 60_000);
  for (let call = 0; call < 20; call += 1) expect(guard.waitMs("192.0.2.1", 60_001)).toBe(0);
});

test("memory is bounded, whoever knocks", () => {
  const guard = new LookupGuard();
  for (let host = 0; host < 30_000; host += 1)
    guard.noteUnknown(`10.${host >> 16}.${(host >> 8) & 255}.${host & 255}`, host);
  expect(guard.size).toBe(20_000);
});

test.each([
  ["192.0.2.1", "192.0.2.1"],
  ["::ffff:192.0.2.1", "192.0.2.1"],
  ["2001:db8:0:1:aaaa::1", "2001:db8:0:1::/64"],
  ["2001:DB8::1:2:3:4:5", "2001:db8:0:1::/64"],
  ["2001:db8:0000:0001:0:0:0:9", "2001:db8:0:1::/64"],
  ["::1", "0:0:0:0::/64"],
  ["fe80::1%eth0", "fe80:0:0:0::/64"],
])("%s counts as %s", (ip, address) => {
  expect(addressOf(ip)).toBe(address);
});
