/** Pixels on a tile's side. */
export const TILE_SIZE = 256;
export const MAX_ZOOM = 22;

/** Beyond this latitude Mercator runs away; the square world ends at 85.05°. */
const LATITUDE_LIMIT = 89;

/** Longitude in degrees → 0 at the western, 1 at the eastern edge of the square world. */
export function worldX(longitude: number): number {
  return (longitude + 180) / 360;
}

/** Latitude in degrees → 0 at the northern, 1 at the southern edge of the square world; always finite. */
export function worldY(latitude: number): number {
  const clamped = Math.max(-LATITUDE_LIMIT, Math.min(LATITUDE_LIMIT, latitude));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI);
}

/** Side of the square world at `zoom`, in pixels: at most 2^30, exact in a double. */
export function worldPixels(zoom: number): number {
  return TILE_SIZE * 2 ** zoom;
}
