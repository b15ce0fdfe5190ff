import { type City, cities } from "@/lib/samples/cities";
import type { GeocodeAnswer, GeocodeQuery } from "@/lib/samples/schemas";
import { fold } from "./fold";
import { type Match, PlaceIndex } from "./place-index";

/** What is counted and paged through; nobody reads further. */
const MOST_RESULTS = 2000;

let index: PlaceIndex | undefined;
const countryNames = new Intl.DisplayNames(["en"], { type: "region", fallback: "code" });

/**
 * Places that answer to `query`, best first. What follows the last comma narrows by country (name or code) or by the
 * code of a state: `Paris, US`, `Springfield, IL`.
 */
export function geocode({ query, limit, offset, countrySet }: GeocodeQuery): GeocodeAnswer {
  const startedAt = performance.now();
  index ??= new PlaceIndex(cities());
  const { name, region } = split(query);
  const accepts = (city: City) =>
    (countrySet === undefined || countrySet.includes(city.country)) && (region === "" || isIn(city, region));
  const { matches, edits } = index.search(name, accepts);
  const found = matches.slice(0, MOST_RESULTS);
  const results = found.slice(offset, offset + limit).map(toResult);
  return {
    summary: {
      query,
      queryType: "NON_NEAR",
      queryTime: Math.round(performance.now() - startedAt),
      numResults: results.length,
      offset,
      totalResults: found.length,
      fuzzyLevel: edits,
      dataSource: "GeoNames (sample)",
    },
    results,
  };
}

function split(query: string): { name: string; region: string } {
  const comma = query.lastIndexOf(",");
  const name = query.slice(0, comma);
  if (comma === -1 || fold(name) === "") return { name: query, region: "" };
  return { name, region: fold(query.slice(comma + 1)) };
}

const regionNames = new Map<string, string>();

function isIn(city: City, region: string): boolean {
  if (region === city.country.toLowerCase() || region === city.admin.toLowerCase()) return true;
  let country = regionNames.get(city.country);
  if (country === undefined) {
    country = fold(countryNameOf(city.country));
    regionNames.set(city.country, country);
  }
  return country.startsWith(region);
}

function countryNameOf(code: string): string {
  return /^[A-Z]{2}$/.test(code) ? (countryNames.of(code) ?? code) : code;
}

function toResult({ city, localName, score }: Match): GeocodeAnswer["results"][number] {
  const country = countryNameOf(city.country);
  return {
    type: "Geography",
    id: `geonames/${city.id}`,
    score: Math.round(score * 1000) / 1000,
    entityType: city.kind === "district" ? "MunicipalitySubdivision" : "Municipality",
    address: {
      municipality: city.name,
      ...(localName === undefined ? {} : { localName }),
      ...(city.admin === "" ? {} : { countrySubdivisionCode: city.admin }),
      countryCode: city.country,
      country,
      freeformAddress: `${localName ?? city.name}, ${country}`,
    },
    population: city.population,
    position: { lat: city.latitude, lon: city.longitude },
  };
}
