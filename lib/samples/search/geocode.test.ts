import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { GeocodeAnswer, GeocodeQuery } from "@/lib/samples/schemas";
import { geocode } from "./geocode";

// The first tile or search of a process reads its data first, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

function first(query: string) {
  return geocode(GeocodeQuery.parse({ query })).results[0]?.address.freeformAddress;
}

describe("geocode", () => {
  test.each([
    ["amsterd", "Amsterdam, Netherlands"],
    ["Muncehn", "München, Germany"],
    ["münchen", "München, Germany"],
    ["Kobenhavn", "København, Denmark"],
    ["sao paulo", "São Paulo, Brazil"],
    ["san frncisco", "San Francisco, United States"],
    ["Paris", "Paris, France"],
    ["Paris, US", "Paris, United States"],
    ["Washington, DC", "Washington, D.C., United States"],
    ["petersburg", "Petersburg, United States"],
  ])("%s finds %s first", (query, expected) => {
    expect(first(query)).toBe(expected);
  });

  test("ranks equal names by population", () => {
    const { results } = geocode(GeocodeQuery.parse({ query: "Springfield", limit: "100" }));
    const exact = results.filter((result) => result.address.municipality === "Springfield");
    const people = exact.map((result) => result.population);
    expect(people.length).toBeGreaterThan(5);
    expect(people).toEqual([...people].sort((a, b) => b - a));
  });

  test("pages without repeating or leaving out a place", () => {
    const whole = geocode(GeocodeQuery.parse({ query: "san", limit: "40" })).results;
    const pages = ["0", "20"].flatMap(
      (offset) => geocode(GeocodeQuery.parse({ query: "san", limit: "20", offset })).results,
    );
    expect(pages).toEqual(whole);
    expect(new Set(whole.map((result) => result.id)).size).toBe(40);
  });

  test("keeps to the countries asked for", () => {
    const { results } = geocode(GeocodeQuery.parse({ query: "london", countrySet: "ca,us" }));
    expect(results.length).toBeGreaterThan(0);
    expect(results.every((result) => ["CA", "US"].includes(result.address.countryCode))).toBe(true);
  });

  test("any text that is a query gets a well-formed answer", () => {
    fc.assert(
      fc.property(fc.string({ unit: "binary", minLength: 1, maxLength: 200 }), (query) => {
        const parsed = GeocodeQuery.safeParse({ query });
        if (!parsed.success) return;
        const answer = GeocodeAnswer.parse(geocode(parsed.data));
        expect(answer.results.length).toBeLessThanOrEqual(10);
      }),
      { seed: 20261122, numRuns: 300 },
    );
  });

  test.each([
    { limit: "0" },
    { limit: "101" },
    { limit: "1e2" },
    { offset: "-1" },
    { offset: "5000" },
    { countrySet: "x" },
  ])("refuses %o", (parameters) => {
    expect(GeocodeQuery.safeParse({ query: "a", ...parameters }).success).toBe(false);
  });
});
