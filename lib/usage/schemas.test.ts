import { expect, test } from "vitest";
import { defaultDetail, detailsFor, fromSearchParams, toSearchParams, USAGE_PRESETS } from "./ranges";
import { UsageQuery } from "./schemas";

const base = { detail: "hour", timeZone: "Europe/Berlin", keys: [], products: [] };
const fieldsOf = (input: unknown) => UsageQuery.safeParse(input).error?.issues.map(({ path }) => path[0]);

test("a query survives the way through a URL", () => {
  for (const range of [{ preset: "7d" as const }, { from: "2026-03-01", to: "2026-03-07" }]) {
    const query = UsageQuery.parse({ ...base, range, keys: ["key_1", "key_2"], products: ["prd_1"] });
    expect(UsageQuery.parse(fromSearchParams(toSearchParams(query)))).toEqual(query);
  }
});

test("a detail that is too fine or too coarse for the range is refused on its field", () => {
  expect(fieldsOf({ ...base, range: { preset: "7d" }, detail: "minute" })).toEqual(["detail"]);
  expect(fieldsOf({ ...base, range: { from: "2026-03-01", to: "2026-03-02" }, detail: "minute" })).toEqual([
    "detail",
  ]);
  expect(fieldsOf({ ...base, range: { from: "2026-01-01", to: "2026-03-01" } })).toEqual(["detail"]);
  expect(fieldsOf({ ...base, range: { from: "2020-01-01", to: "2026-03-01" }, detail: "day" })).toEqual([
    "detail",
  ]);
});

test("a range that runs backwards or is no date is refused on its field", () => {
  expect(fieldsOf({ ...base, range: { from: "2026-03-02", to: "2026-03-01" } })).toEqual(["range"]);
  expect(fieldsOf({ ...base, range: { from: "yesterday", to: "2026-03-01" } })).toContain("range");
});

test("time zones are names of the IANA list, not offsets or SQL", () => {
  for (const timeZone of ["Mars/Olympus", "+02:00", "UTC'; DROP TABLE key; --", ""]) {
    expect(fieldsOf({ ...base, range: { preset: "7d" }, timeZone })).toContain("timeZone");
  }
  for (const timeZone of ["UTC", "America/Argentina/Buenos_Aires", "Etc/GMT+5", "Asia/Ust-Nera"]) {
    expect(fieldsOf({ ...base, range: { preset: "7d" }, timeZone })).toBeUndefined();
  }
});

test("the detail a range is shown in is one that it allows", () => {
  for (const preset of USAGE_PRESETS) expect(detailsFor({ preset })).toContain(defaultDetail({ preset }));
  for (const to of ["2026-03-01", "2026-03-02", "2026-03-07", "2026-03-08", "2026-03-31", "2026-12-31"]) {
    const range = { from: "2026-03-01", to };
    expect(detailsFor(range)).toContain(defaultDetail(range));
  }
});
