import type { City } from "@/lib/samples/cities";
import type { Box } from "./collisions";
import { toDrawable } from "./drawable";
import { worldPixels, worldX, worldY } from "./projection";

/** Cells on a side of the world: at zoom 8 one is a tile. */
const SIDE = 256;
/** No name on the map is wider: it is cut before (pixels). */
export const LABEL_REACH = 400;
const LONGEST_NAME = 34;

type Place = { text: string; x: number; y: number; weight: number; isCapital: boolean };

/** The places by weight and by where they are. A place's rank is its position by weight, 0 the heaviest. */
export class CityGrid {
  readonly #places: readonly Place[];
  readonly #districts: Uint8Array;
  readonly #cells: readonly (readonly number[] | undefined)[];

  constructor(cities: readonly City[]) {
    const sorted = cities
      .map((city) => ({ city, weight: weightOf(city), text: shortened(toDrawable(city.name)) }))
      .filter(({ text, city }) => text !== "" && Math.abs(city.latitude) < 85)
      .sort((a, b) => b.weight - a.weight || a.city.id - b.city.id);
    this.#places = sorted.map(({ city, weight, text }) => ({
      text,
      weight,
      x: worldX(city.longitude),
      y: worldY(city.latitude),
      isCapital: city.kind === "capital",
    }));
    this.#districts = Uint8Array.from(sorted, ({ city }) => (city.kind === "district" ? 1 : 0));
    const cells: number[][] = [];
    this.#places.forEach(({ x, y }, rank) => {
      const cell = cellAt(y) * SIDE + cellAt(x);
      const ranks = cells[cell];
      if (ranks) ranks.push(rank);
      else cells[cell] = [rank];
    });
    this.#cells = cells;
  }

  at(rank: number): Place {
    const place = this.#places[rank];
    if (!place) throw new RangeError(`No place of rank ${rank}`);
    return place;
  }

  isDistrict(rank: number): boolean {
    return this.#districts[rank] === 1;
  }

  /** How many places weigh at least `least`. */
  countFrom(least: number): number {
    let low = 0;
    let high = this.#places.length;
    while (low < high) {
      const middle = (low + high) >> 1;
      if (this.at(middle).weight >= least) low = middle + 1;
      else high = middle;
    }
    return low;
  }

  /** Ranks below `limit` of all places whose name can reach `box` (world pixels at `zoom`), round the world too. */
  *near(box: Box, zoom: number, limit: number): Generator<number> {
    const world = worldPixels(zoom);
    const fromX = Math.floor(((box.left - LABEL_REACH) / world) * SIDE);
    const toX = Math.min(Math.floor(((box.right + LABEL_REACH) / world) * SIDE), fromX + SIDE - 1);
    const fromY = cellAt((box.top - LABEL_REACH) / world);
    const toY = cellAt((box.bottom + LABEL_REACH) / world);
    for (let y = fromY; y <= toY; y += 1) {
      for (let x = fromX; x <= toX; x += 1) {
        for (const rank of this.#cells[y * SIDE + (((x % SIDE) + SIDE) % SIDE)] ?? []) {
          if (rank >= limit) break;
          yield rank;
        }
      }
    }
  }
}

/** A capital stands for more than its people. */
function weightOf(city: City): number {
  return city.kind === "capital" ? city.population * 4 : city.population;
}

function cellAt(part: number): number {
  return Math.max(0, Math.min(SIDE - 1, Math.floor(part * SIDE)));
}

function shortened(name: string): string {
  return name.length <= LONGEST_NAME ? name : `${name.slice(0, LONGEST_NAME - 1).trimEnd()}.`;
}
