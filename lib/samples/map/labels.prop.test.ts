import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { cities } from "@/lib/samples/cities";
import { countryOutlines } from "./atlas";
import { touch } from "./collisions";
import { createMeasure } from "./fonts";
import { Labels, type PlacedLabel } from "./labels";
import { TILE_SIZE } from "./projection";

// The first tile or search of a process reads its data first, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

const labels = new Labels(cities(), countryOutlines(), createMeasure());

/** Tiles in settled parts of the world, where names crowd. */
const tile = fc
  .record({
    z: fc.integer({ min: 0, max: 14 }),
    longitude: fc.integer({ min: -180, max: 179 }),
    y: fc.double({ min: 0.25, max: 0.6, noNaN: true }),
  })
  .map(({ z, longitude, y }) => ({
    z,
    x: Math.floor(((longitude + 180) / 360) * 2 ** z),
    y: Math.floor(y * 2 ** z),
  }));

describe("Labels", () => {
  test("neighbouring tiles agree on every name that crosses their edge", () => {
    fc.assert(
      fc.property(tile, ({ z, x, y }) => {
        const across = 2 ** z;
        const edge = (x + 1) * TILE_SIZE;
        const crossing = (found: PlacedLabel[], seam: number) =>
          found
            .filter(({ box }) => box.left < seam && box.right > seam)
            .map((label) => ({ text: label.text, left: label.textLeft - seam, baseline: label.baseline }))
            .sort((a, b) => a.baseline - b.baseline || a.left - b.left);
        const next = (x + 1) % across;
        expect(crossing(labels.on({ z, x, y }), edge)).toEqual(
          crossing(labels.on({ z, x: next, y }), next * TILE_SIZE),
        );
        if (y + 1 < across) {
          const seam = (y + 1) * TILE_SIZE;
          const over = (found: PlacedLabel[]) =>
            found.filter(
              ({ box }) =>
                box.top < seam && box.bottom > seam && box.left < edge && box.right > x * TILE_SIZE,
            );
          const names = (found: PlacedLabel[]) =>
            over(found).map((label) => `${label.text} ${label.textLeft}`);
          expect(names(labels.on({ z, x, y })).sort()).toEqual(names(labels.on({ z, x, y: y + 1 })).sort());
        }
      }),
      { seed: 20261122, numRuns: 80 },
    );
  });

  test("no two names on a tile overlap", () => {
    fc.assert(
      fc.property(tile, (address) => {
        const found = labels.on(address);
        for (const [i, one] of found.entries()) {
          for (const other of found.slice(i + 1)) expect(touch(one.box, other.box)).toBe(false);
        }
      }),
      { seed: 20261122, numRuns: 80 },
    );
  });

  test("capitals and large cities have their names where one looks for them", () => {
    const names = labels.on({ z: 4, x: 8, y: 5 }).map((label) => label.text);
    expect(names).toEqual(expect.arrayContaining(["Berlin", "Rome"]));
  });
});
