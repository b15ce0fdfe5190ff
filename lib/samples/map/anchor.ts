import type { Coordinates, Piece } from "./clip";

const STEPS = 14;
const ROUNDS = 4;

/**
 * A point well inside a ring, about as far from its outline as any: where its name goes.
 *
 * Searches a grid over the ring's rectangle and then finer ones around the best point. The answer is inside the ring
 * whenever the first grid hits it, else the middle of its rectangle.
 */
export function innerPoint({ points, bounds }: Piece): { x: number; y: number } {
  let best = { x: (bounds.minX + bounds.maxX) / 2, y: (bounds.minY + bounds.maxY) / 2 };
  let bestDistance = 0;
  let width = bounds.maxX - bounds.minX;
  let height = bounds.maxY - bounds.minY;
  for (let round = 0; round < ROUNDS; round += 1) {
    const middle = best;
    for (let i = 0; i <= STEPS; i += 1) {
      for (let j = 0; j <= STEPS; j += 1) {
        const x = middle.x + (i / STEPS - 0.5) * width;
        const y = middle.y + (j / STEPS - 0.5) * height;
        const distance = signedDistance(points, x, y);
        if (distance > bestDistance) {
          bestDistance = distance;
          best = { x, y };
        }
      }
    }
    width /= STEPS / 2;
    height /= STEPS / 2;
  }
  return best;
}

/** Twice the signed area's absolute value; enough to compare rings. */
export function ringArea(points: Coordinates): number {
  let sum = 0;
  for (let i = 2; i < points.length; i += 2) {
    sum +=
      (points[i - 2] as number) * (points[i + 1] as number) -
      (points[i] as number) * (points[i - 1] as number);
  }
  return Math.abs(sum);
}

/** Distance to the outline; negative outside. Horizontal distance counts half: names are wider than high. */
function signedDistance(points: Coordinates, x: number, y: number): number {
  let inside = false;
  let nearest = Number.POSITIVE_INFINITY;
  for (let i = 0, j = points.length - 2; i < points.length; j = i, i += 2) {
    const ax = ((points[i] as number) - x) / 2;
    const ay = (points[i + 1] as number) - y;
    const bx = ((points[j] as number) - x) / 2;
    const by = (points[j + 1] as number) - y;
    if (ay > 0 !== by > 0 && 0 < ((bx - ax) * -ay) / (by - ay) + ax) inside = !inside;
    const dx = bx - ax;
    const dy = by - ay;
    const length = dx * dx + dy * dy;
    const share = length === 0 ? 0 : Math.max(0, Math.min(1, -(ax * dx + ay * dy) / length));
    nearest = Math.min(nearest, (ax + share * dx) ** 2 + (ay + share * dy) ** 2);
  }
  return inside ? Math.sqrt(nearest) : -Math.sqrt(nearest);
}
