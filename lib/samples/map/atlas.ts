import { createRequire } from "node:module";
import { join } from "node:path";
import { feature, mesh } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import type { Piece } from "./clip";
import { toLines, toRings } from "./flatten";

export type Country = { readonly name: string; readonly rings: readonly Piece[] };

/** Natural Earth at one scale, in the square world. */
export type Atlas = {
  readonly land: readonly Piece[];
  /** The part of the land under ice sheets. */
  readonly ice: readonly Piece[];
  readonly borders: readonly Piece[];
  readonly coast: readonly Piece[];
};

/** Denominator of the scale in millions: the coarser, the quicker to draw. */
export type Scale = "110m" | "50m" | "10m";

const ICE_SHEETS = new Set(["Antarctica", "Greenland"]);

type Countries = GeometryCollection<{ name: string }>;
type Atlases = Topology<{ countries: Countries; land: GeometryCollection }>;

const loaded = new Map<Scale, Atlas>();

/** Natural Earth at `scale`, flattened once per process; the 10m scale takes about half a second. */
export function atlas(scale: Scale): Atlas {
  const known = loaded.get(scale);
  if (known) return known;
  const topology = read(scale);
  const { countries, land } = topology.objects;
  const ice: Countries = {
    ...countries,
    geometries: countries.geometries.filter(({ properties }) =>
      ICE_SHEETS.has((properties as { name?: string }).name ?? ""),
    ),
  };
  const fresh = {
    land: toRings(feature(topology, land)),
    ice: toRings(feature(topology, ice)),
    borders: toLines(mesh(topology, countries, (a, b) => a !== b)),
    coast: toLines(mesh(topology, countries, (a, b) => a === b)),
  };
  loaded.set(scale, fresh);
  return fresh;
}

/** Outlines of all countries at a middling scale: where their names fit. Not kept. */
export function countryOutlines(): Country[] {
  const topology = read("50m");
  return feature(topology, topology.objects.countries).features.map((country) => ({
    name: country.properties.name,
    rings: toRings(country),
  }));
}

/** Parsed JSON is many times the size of what is made of it, so Node's module cache must not keep it. */
function read(scale: Scale): Atlases {
  const requireHere = createRequire(join(process.cwd(), "package.json"));
  const file = requireHere.resolve(`world-atlas/countries-${scale}.json`);
  const topology = requireHere(file) as Atlases;
  delete requireHere.cache[file];
  return topology;
}
