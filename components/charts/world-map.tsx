"use client";

import { geoEqualEarth, geoPath } from "d3-geo";
import { useMemo } from "react";
import { feature } from "topojson-client";
import type { GeometryCollection, Topology } from "topojson-specification";
import world from "world-atlas/countries-110m.json";
import { formatExact, formatShare } from "@/components/ui/format-number";
import { countryOfNumber } from "@/lib/std/country-numbers";
import { shadeOf } from "./map-shades";

export type WorldMapProps = {
  /** What is shown, for people who do not see it; the list beside it says the same in words. */
  title: string;
  /** By ISO 3166 code. */
  values: ReadonlyMap<string, number>;
  /** What the shares are shares of. */
  total: number;
  nameOf: (code: string) => string;
};

const WIDTH = 480;
const HEIGHT = 220;
const ANTARCTICA = "AQ";

type Countries = GeometryCollection<{ name: string }>;

/** Countries by how much of the whole they are, the darker the more. Areas keep their proportions (Equal Earth). */
export function WorldMap({ title, values, total, nameOf }: WorldMapProps) {
  const shapes = useMemo(outlines, []);
  const most = Math.max(0, ...values.values());
  const drawn = new Set(shapes.map(({ code }) => code));
  const tiny = [...values.keys()].filter((code) => !drawn.has(code)).map(nameOf);
  return (
    <>
      <svg viewBox={`0 0 ${WIDTH} ${HEIGHT}`} role="img" aria-label={title} className="block h-auto w-full">
        {shapes.map(({ code, path, key }) => {
          const value = code === undefined ? 0 : (values.get(code) ?? 0);
          return (
            <path
              key={key}
              d={path}
              fill={value === 0 ? "var(--chart-grid)" : "var(--chart-requests)"}
              fillOpacity={value === 0 ? 1 : shadeOf(value, most)}
              stroke="var(--surface)"
              strokeWidth={0.5}
            >
              {code === undefined || value === 0 ? null : (
                <title>{`${nameOf(code)}: ${formatExact(value)} calls, ${formatShare(total === 0 ? 0 : value / total)}`}</title>
              )}
            </path>
          );
        })}
      </svg>
      <p className="h-5 truncate text-xs text-ink-muted" title={tiny.join(", ")}>
        {tiny.length === 0 ? null : `Too small to be drawn: ${tiny.join(", ")}`}
      </p>
    </>
  );
}

type Outline = { key: string; code: string | undefined; path: string };
let known: Outline[] | undefined;

function outlines(): Outline[] {
  if (known !== undefined) return known;
  const topology = world as unknown as Topology<{ countries: Countries }>;
  const countries = feature(topology, topology.objects.countries).features.map((country) => {
    const code =
      country.id === undefined ? KOSOVO[country.properties.name] : countryOfNumber(String(country.id));
    return { country, code, name: country.properties.name };
  });
  const shown = countries.filter(({ code }) => code !== ANTARCTICA);
  const projection = geoEqualEarth().fitSize([WIDTH, HEIGHT], {
    type: "FeatureCollection",
    features: shown.map(({ country }) => country),
  });
  const pathOf = geoPath(projection).digits(1);
  known = shown.map(({ country, code, name }) => ({ key: name, code, path: pathOf(country) ?? "" }));
  return known;
}

/** It has no number of its own. */
const KOSOVO: Readonly<Record<string, string>> = { Kosovo: "XK" };
