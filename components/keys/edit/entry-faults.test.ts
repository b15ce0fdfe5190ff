import { expect, test } from "vitest";
import { entryFaults } from "./entry-faults";

test("a wrong entry is named, and only it", () => {
  const faults = entryFaults("domain", "shop.example.com, https://a.example, 10.0.0", false);
  expect(faults).toHaveLength(2);
  expect(faults[0]).toContain('"https://a.example"');
  expect(faults[1]).toContain('"10.0.0"');
  expect(entryFaults("ip", "192.0.2.0/24, 10.1.2.3/8", false)).toEqual([
    expect.stringContaining('"10.1.2.3/8": write 10.0.0.0/8'),
  ]);
  expect(entryFaults("userAgent", "FleetApp/*", false)).toEqual([]);
});

test("an entry that is still being typed is left alone until a comma follows", () => {
  expect(entryFaults("domain", "shop.example.com, fo", true)).toEqual([]);
  expect(entryFaults("domain", "shop.example.com, fo,", true)).toHaveLength(1);
});
