import type { City } from "@/lib/samples/cities";
import { innerPoint, ringArea } from "./anchor";
import { type AreaName, CONTINENTS, RENAMED, WATERS } from "./area-names";
import type { Country } from "./atlas";
import { CityGrid } from "./city-grid";
import type { Piece } from "./clip";
import { type Box, Collisions, touch, wrapped } from "./collisions";
import { toDrawable } from "./drawable";
import { TILE_SIZE, worldPixels, worldX, worldY } from "./projection";
import {
  cityStyle,
  continentStyle,
  countryStyle,
  DISTRICTS_FROM_ZOOM,
  type Face,
  type LabelStyle,
  leastWeight,
  waterStyle,
} from "./style";
import type { TileAddress } from "./tile-address";

/** Width of `text` in em of `face`. */
export type Measure = (text: string, face: Face) => number;

/** One name as it is drawn. All numbers are world pixels of its zoom; `dot` marks a place beside its name. */
export type PlacedLabel = {
  readonly text: string;
  readonly style: LabelStyle;
  readonly box: Box;
  readonly baseline: number;
  readonly textLeft: number;
  readonly dot: { readonly x: number; readonly y: number; readonly isCapital: boolean } | null;
};

const SIDES = ["right", "left", "above", "below"] as const;
const HIDDEN = 0;

type Area = { text: string; x: number; y: number; ring: Piece };
type ZoomPlan = { readonly areas: readonly PlacedLabel[]; readonly sides: Uint8Array };

/**
 * Which names stand where, for the whole world at once per zoom: seas and countries first, then places by weight, each on
 * the first free side of its dot.
 *
 * Nothing about a tile goes into the choice, so two tiles agree on every name that crosses their edge, and no two names
 * overlap anywhere (both property-tested). A zoom is planned on its first use: at most about 150 ms and 140 kB.
 */
export class Labels {
  readonly #cities: CityGrid;
  readonly #countries: readonly Area[];
  readonly #measure: Measure;
  readonly #plans = new Map<number, ZoomPlan>();

  constructor(cities: readonly City[], countries: readonly Country[], measure: Measure) {
    this.#cities = new CityGrid(cities);
    this.#countries = countries.flatMap(toArea);
    this.#measure = measure;
  }

  /** Every name of which a part lies on the tile, in world pixels, moved once round the world where it sticks out. */
  on({ z, x, y }: TileAddress): PlacedLabel[] {
    const plan = this.#plan(z);
    const world = worldPixels(z);
    const tile: Box = {
      left: x * TILE_SIZE,
      top: y * TILE_SIZE,
      right: (x + 1) * TILE_SIZE,
      bottom: (y + 1) * TILE_SIZE,
    };
    const found: PlacedLabel[] = [];
    const add = (label: PlacedLabel) => {
      for (const copy of wrapped(label.box, world)) {
        if (touch(copy, tile)) found.push(moved(label, copy.left - label.box.left));
      }
    };
    for (const label of plan.areas) add(label);
    for (const rank of this.#cities.near(tile, z, this.#shown(z))) {
      const side = plan.sides[rank] ?? HIDDEN;
      if (side !== HIDDEN) add(this.#city(rank, z, SIDES[side - 1] ?? "right"));
    }
    return found;
  }

  #plan(zoom: number): ZoomPlan {
    const known = this.#plans.get(zoom);
    if (known) return known;
    const taken = new Collisions(worldPixels(zoom));
    const areas = this.#areas(zoom).filter((label) => taken.take(label.box));
    const shown = this.#shown(zoom);
    const sides = new Uint8Array(shown);
    for (let rank = 0; rank < shown; rank += 1) {
      if (this.#cities.isDistrict(rank) && zoom < DISTRICTS_FROM_ZOOM) continue;
      sides[rank] = 1 + SIDES.findIndex((side) => taken.take(this.#city(rank, zoom, side).box));
    }
    const plan = { areas, sides };
    this.#plans.set(zoom, plan);
    return plan;
  }

  /** Places are sorted by weight: those shown are the first so many. */
  #shown(zoom: number): number {
    return this.#cities.countFrom(leastWeight(zoom));
  }

  #areas(zoom: number): PlacedLabel[] {
    const named = (names: readonly AreaName[], style: LabelStyle, set: (text: string) => string) =>
      names
        .filter((name) => zoom >= name.minZoom && zoom <= name.maxZoom)
        .map((name) =>
          this.#centered(set(name.text), worldX(name.longitude), worldY(name.latitude), style, zoom),
        );
    const countries = this.#countries.flatMap((area) => {
      if (zoom < 2 || zoom > 8) return [];
      const { bounds } = area.ring;
      const width = (bounds.maxX - bounds.minX) * worldPixels(zoom);
      const height = (bounds.maxY - bounds.minY) * worldPixels(zoom);
      const label = this.#centered(area.text.toUpperCase(), area.x, area.y, countryStyle(width), zoom);
      const fits = label.box.right - label.box.left < width * 0.95 && height > 16;
      return fits && width < 4000 ? [label] : [];
    });
    return [
      ...named(CONTINENTS, continentStyle(zoom), (text) => text.toUpperCase()),
      ...countries,
      ...named(WATERS, waterStyle(zoom), (text) => text),
    ];
  }

  #centered(text: string, x: number, y: number, style: LabelStyle, zoom: number): PlacedLabel {
    const world = worldPixels(zoom);
    const width = Math.ceil(this.#measure(text, style.face) * style.size + style.spacing * text.length);
    const textLeft = Math.round(x * world - width / 2);
    const baseline = Math.round(y * world + style.size * 0.36);
    const box = {
      left: textLeft - 4,
      right: textLeft + width + 4,
      top: Math.floor(baseline - style.size - 1),
      bottom: Math.ceil(baseline + style.size * 0.35 + 1),
    };
    return { text, style, box, baseline, textLeft, dot: null };
  }

  #city(rank: number, zoom: number, side: (typeof SIDES)[number]): PlacedLabel {
    const world = worldPixels(zoom);
    const { text, x: worldPartX, y: worldPartY, weight, isCapital } = this.#cities.at(rank);
    const style = cityStyle(weight, zoom);
    const width = Math.ceil(this.#measure(text, style.face) * style.size);
    const x = Math.round(worldPartX * world);
    const y = Math.round(worldPartY * world);
    const middle = Math.round(style.size * 0.36);
    const beside = side === "right" || side === "left";
    const textLeft = side === "right" ? x + 6 : side === "left" ? x - 6 - width : Math.round(x - width / 2);
    const baseline = beside ? y + middle : side === "above" ? y - 6 : y + 6 + Math.ceil(style.size * 0.75);
    return {
      text,
      style,
      textLeft,
      baseline,
      dot: { x, y, isCapital },
      box: {
        left: Math.min(textLeft, x - 3) - 3,
        right: Math.max(textLeft + width, x + 3) + 3,
        top: Math.min(Math.floor(baseline - style.size), y - 4) - 1,
        bottom: Math.max(Math.ceil(baseline + style.size * 0.3), y + 4) + 1,
      },
    };
  }
}

function moved(label: PlacedLabel, by: number): PlacedLabel {
  if (by === 0) return label;
  const { box, dot } = label;
  return {
    ...label,
    textLeft: label.textLeft + by,
    box: { ...box, left: box.left + by, right: box.right + by },
    dot: dot && { ...dot, x: dot.x + by },
  };
}

function toArea(country: Country): Area[] {
  const ring = country.rings.reduce<Piece | undefined>(
    (best, next) => (best && ringArea(best.points) >= ringArea(next.points) ? best : next),
    undefined,
  );
  if (!ring || country.name === "Antarctica") return [];
  return [{ text: toDrawable(RENAMED[country.name] ?? country.name), ...innerPoint(ring), ring }];
}
