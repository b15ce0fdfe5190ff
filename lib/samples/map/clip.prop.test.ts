import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { clipLine, clipRing } from "./clip";

const BOX = { minX: 0.25, minY: 0.25, maxX: 0.75, maxY: 0.75 };
const coordinate = fc.double({ min: 0, max: 1, noNaN: true });
const shape = (least: number) =>
  fc
    .array(fc.tuple(coordinate, coordinate), { minLength: least, maxLength: 20 })
    .map((points) => Float64Array.from(points.flat()));
const NEARLY = 1e-9;

function isInBox(x: number, y: number): boolean {
  return x >= BOX.minX - NEARLY && x <= BOX.maxX + NEARLY && y >= BOX.minY - NEARLY && y <= BOX.maxY + NEARLY;
}

describe("clipping", () => {
  test("every point of a clipped ring lies in the box", () => {
    fc.assert(
      fc.property(shape(3), (ring) => {
        const clipped = clipRing(ring, BOX);
        for (let i = 0; i < clipped.length; i += 2) {
          expect(isInBox(clipped[i] ?? -1, clipped[i + 1] ?? -1)).toBe(true);
        }
      }),
      { seed: 20261122, numRuns: 1000 },
    );
  });

  test("every piece of a clipped line lies in the box", () => {
    fc.assert(
      fc.property(shape(2), (line) => {
        clipLine(line, BOX, (x0, y0, x1, y1) => {
          expect(isInBox(x0, y0) && isInBox(x1, y1)).toBe(true);
        });
      }),
      { seed: 20261122, numRuns: 1000 },
    );
  });

  test("what lies wholly inside comes back as it was", () => {
    const ring = Float64Array.of(0.3, 0.3, 0.6, 0.3, 0.6, 0.6);
    expect(clipRing(ring, BOX)).toEqual([...ring]);
  });

  test("a ring around the whole box becomes the box", () => {
    const clipped = clipRing(Float64Array.of(0, 0, 1, 0, 1, 1, 0, 1), BOX);
    expect(new Set(clipped)).toEqual(new Set([0.25, 0.75]));
  });
});
