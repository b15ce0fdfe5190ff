import { expect, test } from "vitest";
import { domainExamples } from "./domain-examples";

test.each([
  ["Example.com", "example.com", "https://example.com", "https://www.example.com"],
  ["*.example.com", "*.example.com", "https://www.example.com", "https://example.com"],
  ["localhost:3000", "localhost:3000", "https://localhost:3000", "https://localhost"],
  ["example.com:8443", "example.com:8443", "https://example.com:8443", "https://example.com"],
  ["192.0.2.7", "192.0.2.7", "https://192.0.2.7", undefined],
])("%s is shown with sites the edge lets pass and sites it does not", (text, pattern, passes, fails) => {
  const examples = domainExamples(text);
  expect(examples?.pattern).toBe(pattern);
  expect(examples?.passes).toContain(passes);
  if (fails !== undefined) expect(examples?.fails).toContain(fails);
});

test("a site that only begins with an allowed one is always among those that fail", () => {
  for (const text of ["example.com", "*.example.com", "example.com:8443"])
    expect(domainExamples(text)?.fails.some((site) => site.includes(".evil.example"))).toBe(true);
});

test("what is no pattern has no examples", () => {
  expect(domainExamples("https://example.com")).toBeNull();
});
