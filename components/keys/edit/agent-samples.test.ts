import { expect, test } from "vitest";
import { agentFamily } from "@/lib/edge/agent-family";
import { compileGlob } from "@/lib/edge/restrictions/glob";
import { FAMILIES, sampleOf } from "./agent-samples";

test.each([...FAMILIES, "FleetApp"])(
  "the example of %s is one for the edge, too, and its pattern matches it",
  (family) => {
    const sample = sampleOf(family);
    expect(agentFamily(sample?.userAgent ?? null)).toBe(family);
    if (sample?.pattern) expect(compileGlob(sample.pattern)(sample.userAgent.toLowerCase())).toBe(true);
  },
);

test("what is of no family has no example", () => {
  expect([sampleOf("Other"), sampleOf("")]).toEqual([null, null]);
});
