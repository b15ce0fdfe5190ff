import { createCanvas, loadImage } from "@napi-rs/canvas";
import fc from "fast-check";
import { describe, expect, test, vi } from "vitest";
import { drawTile } from "./draw-tile";
import { MAX_ZOOM, TILE_SIZE, worldX, worldY } from "./projection";
import type { TileAddress } from "./tile-address";

// The first tile or search of a process reads its data first, which takes seconds on a busy machine.
vi.setConfig({ testTimeout: 60_000 });

async function pixelsOf(address: TileAddress): Promise<Uint8ClampedArray> {
  const image = await loadImage(Buffer.from(await drawTile(address)));
  expect([image.width, image.height]).toEqual([TILE_SIZE, TILE_SIZE]);
  const context = createCanvas(TILE_SIZE, TILE_SIZE).getContext("2d");
  context.drawImage(image, 0, 0);
  return context.getImageData(0, 0, TILE_SIZE, TILE_SIZE).data;
}

/** Land is warm, water is bluish: red against blue tells them apart, names and borders aside. */
function isLand(pixels: Uint8ClampedArray, longitude: number, latitude: number): boolean {
  return isLandAt(pixels, worldX(longitude), worldY(latitude));
}

/** @param x Part of the tile's width from its left, `y` of its height from its top. */
function isLandAt(pixels: Uint8ClampedArray, x: number, y: number): boolean {
  const at = 4 * (Math.floor(y * TILE_SIZE) * TILE_SIZE + Math.floor(x * TILE_SIZE));
  return (pixels[at] ?? 0) > (pixels[at + 2] ?? 0) - 12;
}

describe("drawTile", () => {
  test("0/0/0 shows every continent where it is, and the oceans between", async () => {
    const pixels = await pixelsOf({ z: 0, x: 0, y: 0 });
    const land = [
      [-105, 60],
      [-98, 35],
      [-60, -3],
      [-66, -30],
      [25, 0],
      [5, 25],
      [27, 62],
      [100, 62],
      [78, 22],
      [125, -20],
      [-42, 72],
      [90, -75],
    ] as const;
    const water = [
      [-140, 0],
      [-25, 5],
      [-35, 45],
      [80, -30],
      [-160, -45],
      [170, 30],
      [0, -60],
    ] as const;
    expect(land.filter(([lon, lat]) => !isLand(pixels, lon, lat))).toEqual([]);
    expect(water.filter(([lon, lat]) => isLand(pixels, lon, lat))).toEqual([]);
  });

  test.each([1, 3, 5, 8, 12, 17])("at zoom %i, land is land and sea is sea", async (z) => {
    const places = [
      [11.4, 48.3, true],
      [-98.2, 38.7, true],
      [23.3, 2.1, true],
      [133.1, -25.2, true],
      [-150.3, -20.9, false],
      [-30.1, 41.7, false],
      [75.2, -10.4, false],
    ] as const;
    for (const [longitude, latitude, land] of places) {
      const x = worldX(longitude) * 2 ** z;
      const y = worldY(latitude) * 2 ** z;
      const pixels = await pixelsOf({ z, x: Math.floor(x), y: Math.floor(y) });
      expect(isLandAt(pixels, x % 1, y % 1), `${longitude}, ${latitude}`).toBe(land);
    }
  });

  test("nothing is smeared along the date line: the sea around it is sea", async () => {
    const pixels = await pixelsOf({ z: 0, x: 0, y: 0 });
    for (let longitude = -178; longitude < 180; longitude += 4) {
      const seas = [77, -58, -62].map((latitude) => isLand(pixels, longitude, latitude));
      expect(seas.slice(1), `at ${longitude}`).toEqual([false, false]);
    }
  });

  test("every address in the world is a PNG of 256×256", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: 0, max: MAX_ZOOM }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        fc.double({ min: 0, max: 1, maxExcluded: true, noNaN: true }),
        async (z, x, y) => {
          await pixelsOf({ z, x: Math.floor(x * 2 ** z), y: Math.floor(y * 2 ** z) });
        },
      ),
      { seed: 20261122, numRuns: 15 },
    );
  });

  test("draws the same bytes every time", async () => {
    const address = { z: 6, x: 33, y: 21 };
    expect(Buffer.from(await drawTile(address)).equals(Buffer.from(await drawTile(address)))).toBe(true);
  });
});
