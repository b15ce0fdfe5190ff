import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { NOW } from "@/test/clock";
import { GeocodeAnswer, TimeZoneAnswer } from "./schemas";
import { answerGeocode } from "./search/answer-geocode";
import { answerTimeZone } from "./time-zone/answer-time-zone";

// The first tile or search of a process reads its data first, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const geocode = (path: string) => answerGeocode(new URL(`http://localhost/samples/search/2/geocode/${path}`));
const timeZone = (query: string) =>
  answerTimeZone(new URL(`http://localhost/samples/timezone/1/byPosition.json${query}`), NOW);

describe("the geocode endpoint", () => {
  test("reads the query out of the path, percent-encoded or not", async () => {
    for (const path of ["S%C3%A3o%20Paulo.json", "São Paulo.json"]) {
      const answer = GeocodeAnswer.parse(await (await geocode(path)).json());
      expect(answer.results[0]?.address.freeformAddress).toBe("São Paulo, Brazil");
    }
  });

  test.each([
    "%20.json",
    "paris",
    "%E0%A4%A.json",
    "a.json?limit=0",
    "a.json?limit=1&limit=2",
    "a.json?offset=x",
  ])("refuses %s with 400", async (path) => {
    const answer = await geocode(path);
    expect(answer.status).toBe(400);
    expect(await answer.json()).toMatchObject({ detailedError: { code: "INVALID_REQUEST" } });
  });

  test("any path gets 200 or 400, never a fault", async () => {
    await fc.assert(
      fc.asyncProperty(fc.webPath(), fc.webQueryParameters(), async (path, query) => {
        expect([200, 400]).toContain((await geocode(`${path.replaceAll("/", "")}.json?${query}`)).status);
      }),
      { numRuns: 100 },
    );
  });
});

describe("the time zone endpoint", () => {
  test("answers for a position and is never kept", async () => {
    const answer = timeZone("?position=52.37,4.9");
    expect(answer.headers.get("cache-control")).toBe("no-store");
    expect(TimeZoneAnswer.parse(await answer.json()).TimeZones[0]?.Id).toBe("Europe/Amsterdam");
  });

  test.each([
    "",
    "?position=",
    "?position=1",
    "?position=1,2&position=3,4",
    "?position=95,0",
    "?position=%00,1",
  ])("refuses %j with 400", (query) => {
    expect(timeZone(query).status).toBe(400);
  });
});
