import { createHash } from "node:crypto";
import { LRUCache } from "lru-cache";
import { runJob } from "@/lib/samples/worker/pool";
import type { TileAddress } from "./tile-address";

/** `etag` is a strong one, of the bytes. */
export type Tile = { readonly bytes: Uint8Array<ArrayBuffer>; readonly etag: string };

/** Some ten thousand tiles; a tile weighs 1–30 kB. */
const CACHE_BYTES = 64 * 1024 * 1024;

type Shelf = { cache: LRUCache<string, Tile>; inFlight: Map<string, Promise<Tile>> };

const SHELF = Symbol.for("keyward.sampleTiles");

/** The tile, from memory or drawn; asked for at once by many, it is drawn once. */
export async function getTile(address: TileAddress): Promise<Tile> {
  const { cache, inFlight } = shelf();
  const key = `${address.z}/${address.x}/${address.y}`;
  const known = cache.get(key);
  if (known) return known;
  const underWay = inFlight.get(key);
  if (underWay !== undefined) return await underWay;
  const drawing = draw(address)
    .then((tile) => {
      cache.set(key, tile);
      return tile;
    })
    .finally(() => inFlight.delete(key));
  inFlight.set(key, drawing);
  return await drawing;
}

async function draw(address: TileAddress): Promise<Tile> {
  const bytes = new Uint8Array(await runJob("tile", address));
  const etag = `"${createHash("sha256").update(bytes).digest("base64url").slice(0, 22)}"`;
  return { bytes, etag };
}

function shelf(): Shelf {
  const shared = globalThis as { [SHELF]?: Shelf };
  shared[SHELF] ??= {
    cache: new LRUCache({ maxSize: CACHE_BYTES, sizeCalculation: (tile) => tile.bytes.length + 200 }),
    inFlight: new Map(),
  };
  return shared[SHELF];
}
