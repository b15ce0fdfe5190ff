import type * as Leaflet from "leaflet";
import type { MeteredClient } from "./metered-client";

type Pending = HTMLImageElement & { kwAborter?: AbortController };

/** A tile layer that asks with the key in a header: an `<img src>` would put it into addresses and histories. */
export function createTileLayer(leaflet: typeof Leaflet, client: MeteredClient): Leaflet.GridLayer {
  class MeteredTiles extends leaflet.GridLayer {
    protected override createTile({ x, y, z }: Leaflet.Coords, done: Leaflet.DoneCallback): HTMLElement {
      const image: Pending = document.createElement("img");
      const aborter = new AbortController();
      image.kwAborter = aborter;
      image.alt = "";
      load(client, `/map/1/tile/basic/main/${z}/${x}/${y}.png?view=Unified`, image, aborter.signal).then(
        () => done(undefined, image),
        (error: Error) => {
          if (!aborter.signal.aborted) done(error, image);
        },
      );
      return image;
    }
  }
  const layer = new MeteredTiles({
    maxZoom: 22,
    keepBuffer: 1,
    attribution: "Sample data: Natural Earth, GeoNames",
    // The one map style is a light one; turned over for the dark theme it keeps its hues.
    className: "dark:brightness-90 dark:contrast-[0.85] dark:hue-rotate-180 dark:invert",
  });
  layer.on("tileunload", ({ tile }: Leaflet.TileEvent) => (tile as Pending).kwAborter?.abort());
  return layer;
}

async function load(
  client: MeteredClient,
  path: string,
  image: HTMLImageElement,
  signal: AbortSignal,
): Promise<void> {
  const response = await client.get(path, signal);
  const url = URL.createObjectURL(await response.blob());
  try {
    image.src = url;
    await image.decode();
  } finally {
    URL.revokeObjectURL(url);
  }
}
