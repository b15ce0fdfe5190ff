/** The map's look: warm paper land, quiet water, ink for names. */
export const COLORS = {
  water: "#c6dfe6",
  land: "#f6f3ec",
  ice: "#fcfdfd",
  coast: "#94bcc7",
  border: "#c4b8a8",
  graticule: "#5b6b6f1f",
  halo: "#fffdf8",
  cityText: "#33383b",
  dot: "#4a5053",
  countryText: "#77706a",
  waterText: "#4d8292",
} as const;

export type Face = "regular" | "medium" | "italic";

/** How a kind of label is set. `spacing` is between letters, in pixels. */
export type LabelStyle = {
  readonly face: Face;
  readonly size: number;
  readonly spacing: number;
  readonly color: string;
  readonly halo: string;
};

const CITY = { spacing: 0, color: COLORS.cityText, halo: COLORS.halo } as const;

/** @param weight The place's people, a capital's counted four times. */
export function cityStyle(weight: number, zoom: number): LabelStyle {
  const grown = zoom >= 9 ? 2 : zoom >= 6 ? 1 : 0;
  if (weight >= 5e6) return { ...CITY, face: "medium", size: 12 + grown };
  if (weight >= 1e6) return { ...CITY, face: "medium", size: 11.5 + grown };
  if (weight >= 1e5) return { ...CITY, face: "regular", size: 11 + grown };
  return { ...CITY, face: "regular", size: zoom >= 12 ? 12 : 11 };
}

/** @param widthPx Width of the country at this zoom. */
export function countryStyle(widthPx: number): LabelStyle {
  const size = widthPx > 700 ? 14 : widthPx > 320 ? 12 : widthPx > 140 ? 11 : 10;
  return { face: "medium", size, spacing: size / 9, color: COLORS.countryText, halo: COLORS.land };
}

export function continentStyle(zoom: number): LabelStyle {
  const size = zoom === 0 ? 8.5 : 12;
  return { face: "medium", size, spacing: size / 9, color: COLORS.countryText, halo: COLORS.land };
}

export function waterStyle(zoom: number): LabelStyle {
  return {
    face: "italic",
    size: zoom <= 2 ? 11 : 13,
    spacing: 0.8,
    color: COLORS.waterText,
    halo: COLORS.water,
  };
}

/** Least weight of a place shown at a zoom; all of them from zoom 12 on. */
const LEAST_WEIGHT: readonly number[] = [
  Number.POSITIVE_INFINITY,
  Number.POSITIVE_INFINITY,
  1.2e7,
  5e6,
  2e6,
  6e5,
  2e5,
  7e4,
  2.5e4,
  9e3,
  3.5e3,
  1.5e3,
];

export function leastWeight(zoom: number): number {
  return LEAST_WEIGHT[zoom] ?? 0;
}

/** Parts of a city get names of their own only where there is room. */
export const DISTRICTS_FROM_ZOOM = 12;
