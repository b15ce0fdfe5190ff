import { z } from "zod";
import { MAX_ZOOM } from "./projection";

export type TileAddress = { readonly z: number; readonly x: number; readonly y: number };

const Whole = z
  .string()
  .regex(/^(0|[1-9]\d{0,7})$/)
  .transform(Number);

/** `z/x/y.png` as it stands in the path, each part in the only spelling it has. */
const TilePath = z.object({
  z: Whole,
  x: Whole,
  y: z
    .string()
    .endsWith(".png")
    .transform((file) => file.slice(0, -".png".length))
    .pipe(Whole),
});

export type TileParse =
  | { ok: true; address: TileAddress }
  | { ok: false; reason: "malformed" | "out_of_range" };

/** Reads a tile's address; says whether a bad one is no address at all or one outside the world. */
export function parseTileAddress(parts: { z: string; x: string; y: string }): TileParse {
  const parsed = TilePath.safeParse(parts);
  if (!parsed.success) return { ok: false, reason: "malformed" };
  const { z: zoom, x, y } = parsed.data;
  if (zoom > MAX_ZOOM || x >= 2 ** zoom || y >= 2 ** zoom) return { ok: false, reason: "out_of_range" };
  return { ok: true, address: { z: zoom, x, y } };
}
