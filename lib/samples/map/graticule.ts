import { type Bounds, boundsOf, type Piece } from "./clip";
import { worldPixels, worldX, worldY } from "./projection";

/** The ground is empty between places that deep down; a fine grid keeps one's bearings while panning. */
const FROM_ZOOM = 11;
const STEPS_DEGREES = [0.1, 0.05, 0.02, 0.01, 0.005, 0.002, 0.001, 0.0005, 0.0002, 0.0001, 0.00005];
const LEAST_GAP_PX = 120;

/** Parallels and meridians through `box` at a step that leaves at least 120 px between meridians; none above zoom 11. */
export function graticule(zoom: number, box: Bounds): Piece[] {
  if (zoom < FROM_ZOOM) return [];
  const pixelsPerDegree = worldPixels(zoom) / 360;
  const step = STEPS_DEGREES.findLast((degrees) => degrees * pixelsPerDegree >= LEAST_GAP_PX) ?? 0.1;
  const lines: Piece[] = [];
  const from = Math.floor((box.minX * 360 - 180) / step);
  const to = Math.ceil((box.maxX * 360 - 180) / step);
  for (let i = from; i <= to; i += 1) {
    const x = worldX(i * step);
    lines.push(line(x, box.minY, x, box.maxY));
  }
  const south = Math.floor(latitudeAt(box.maxY) / step);
  const north = Math.ceil(latitudeAt(box.minY) / step);
  for (let i = south; i <= north; i += 1) {
    const y = worldY(i * step);
    lines.push(line(box.minX, y, box.maxX, y));
  }
  return lines;
}

function latitudeAt(y: number): number {
  return (Math.atan(Math.sinh(Math.PI * (1 - 2 * y))) * 180) / Math.PI;
}

function line(x0: number, y0: number, x1: number, y1: number): Piece {
  const points = Float64Array.of(x0, y0, x1, y1);
  return { points, bounds: boundsOf(points) };
}
