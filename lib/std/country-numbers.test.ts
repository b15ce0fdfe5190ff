import { createRequire } from "node:module";
import { expect, test } from "vitest";
import { COUNTRY_CODES } from "./countries";
import { countryOfNumber } from "./country-numbers";

type Atlas = { objects: { countries: { geometries: { id?: string; properties: { name: string } }[] } } };
const atlas = createRequire(import.meta.url)("world-atlas/countries-50m.json") as Atlas;

/** What Natural Earth calls otherwise than Unicode does. */
const OTHER_NAMES: Readonly<Record<string, string>> = {
  "Ashmore and Cartier Is.": "AU",
  "Cabo Verde": "CV",
  "Dem. Rep. Congo": "CD",
  "Faeroe Is.": "FO",
  "Fr. S. Antarctic Lands": "TF",
  Palestine: "PS",
  "S. Geo. and the Is.": "GS",
  "Saint Helena": "SH",
  "Saint Lucia": "LC",
  Turkey: "TR",
  "United States of America": "US",
  "Wallis and Futuna Is.": "WF",
};

test("every numbered country of the map has the two letters of the same country", () => {
  const names = new Intl.DisplayNames(["en"], { type: "region" });
  const words = (name: string) =>
    name
      .normalize("NFKD")
      .toLowerCase()
      .replaceAll(/\p{M}|['’]/gu, "")
      .split(/[^a-z]+/)
      .filter((word) => word !== "" && word !== "and");
  for (const { id, properties } of atlas.objects.countries.geometries) {
    if (id === undefined) continue;
    const code = countryOfNumber(id) ?? `none for ${id} ${properties.name}`;
    expect(COUNTRY_CODES, `${id} ${properties.name}`).toContain(code);
    // Short forms are beginnings of words: "Dominican Rep.", "N. Mariana Is.".
    const known = words(names.of(code) ?? "");
    const isAlike =
      OTHER_NAMES[properties.name] === code ||
      words(properties.name).every((word) => known.some((whole) => whole.startsWith(word)));
    expect.soft(isAlike, `${id} ${code}: ${properties.name} and ${names.of(code)}`).toBe(true);
  }
});

test("no two countries share a number, and every number is of a country there is", () => {
  const found = Array.from({ length: 1_000 }, (_, n) => countryOfNumber(String(n).padStart(3, "0"))).filter(
    (code) => code !== undefined,
  );
  expect(new Set(found).size).toBe(found.length);
  for (const code of found) expect(COUNTRY_CODES).toContain(code);
  expect(found.length).toBeGreaterThan(230);
});
