/** A rectangle in the square world (0…1 on both axes). */
export type Bounds = {
  readonly minX: number;
  readonly minY: number;
  readonly maxX: number;
  readonly maxY: number;
};

/** x0, y0, x1, y1, … in the square world. */
export type Coordinates = Float64Array;

/** A piece of the map with the rectangle it lies in. */
export type Piece = { readonly points: Coordinates; readonly bounds: Bounds };

export function overlaps(a: Bounds, b: Bounds): boolean {
  return a.minX <= b.maxX && a.maxX >= b.minX && a.minY <= b.maxY && a.maxY >= b.minY;
}

export function boundsOf(points: Coordinates): Bounds {
  let minX = Number.POSITIVE_INFINITY;
  let minY = Number.POSITIVE_INFINITY;
  let maxX = Number.NEGATIVE_INFINITY;
  let maxY = Number.NEGATIVE_INFINITY;
  for (let i = 0; i < points.length; i += 2) {
    const x = points[i] as number;
    const y = points[i + 1] as number;
    if (x < minX) minX = x;
    if (x > maxX) maxX = x;
    if (y < minY) minY = y;
    if (y > maxY) maxY = y;
  }
  return { minX, minY, maxX, maxY };
}

/**
 * The part of a filled ring inside `box` (Sutherland–Hodgman), as a flat ring; empty when nothing of it is inside.
 *
 * Every point of the result lies in `box` (property-tested), so that a canvas never sees coordinates of a whole
 * world at zoom 22. A concave ring may come back with edges along the box: hidden when the box is larger than what is shown.
 */
export function clipRing(ring: Coordinates, box: Bounds): number[] {
  let points: ArrayLike<number> = ring;
  let out: number[] = [];
  for (let side = 0; side < 4; side += 1) {
    out = [];
    const axis = side < 2 ? 0 : 1;
    const limit = side === 0 ? box.minX : side === 1 ? box.maxX : side === 2 ? box.minY : box.maxY;
    const sign = side % 2 === 0 ? 1 : -1;
    const length = points.length;
    if (length < 6) return [];
    let fromX = points[length - 2] as number;
    let fromY = points[length - 1] as number;
    let fromInside = ((axis === 0 ? fromX : fromY) - limit) * sign >= 0;
    for (let i = 0; i < length; i += 2) {
      const x = points[i] as number;
      const y = points[i + 1] as number;
      const inside = ((axis === 0 ? x : y) - limit) * sign >= 0;
      if (inside !== fromInside) {
        const from = axis === 0 ? fromX : fromY;
        const share = (limit - from) / ((axis === 0 ? x : y) - from);
        if (axis === 0) out.push(limit, fromY + share * (y - fromY));
        else out.push(fromX + share * (x - fromX), limit);
      }
      if (inside) out.push(x, y);
      fromX = x;
      fromY = y;
      fromInside = inside;
    }
    points = out;
  }
  return out.length < 6 ? [] : out;
}

/**
 * Calls `segment` for the part inside `box` of each segment of an open line (Liang–Barsky); `joined` says that it
 * starts where the last one ended.
 */
export function clipLine(
  line: Coordinates,
  box: Bounds,
  segment: (x0: number, y0: number, x1: number, y1: number, joined: boolean) => void,
): void {
  let joined = false;
  for (let i = 2; i < line.length; i += 2) {
    const x0 = line[i - 2] as number;
    const y0 = line[i - 1] as number;
    const dx = (line[i] as number) - x0;
    const dy = (line[i + 1] as number) - y0;
    let enter = 0;
    let leave = 1;
    for (let side = 0; side < 4 && enter <= leave; side += 1) {
      const slope = side === 0 ? -dx : side === 1 ? dx : side === 2 ? -dy : dy;
      const room =
        side === 0 ? x0 - box.minX : side === 1 ? box.maxX - x0 : side === 2 ? y0 - box.minY : box.maxY - y0;
      if (slope === 0) {
        if (room < 0) leave = -1;
      } else if (slope < 0) enter = Math.max(enter, room / slope);
      else leave = Math.min(leave, room / slope);
    }
    if (enter > leave) {
      joined = false;
      continue;
    }
    segment(x0 + enter * dx, y0 + enter * dy, x0 + leave * dx, y0 + leave * dy, joined && enter === 0);
    joined = leave === 1;
  }
}
