import { getTile } from "./map/tiles";
import { GeocodeQuery } from "./schemas";
import { runJob } from "./worker/pool";

/**
 * Has both workers read their data and draws a tile at each scale of the atlas, so that the first call of a process is as
 * quick as the second. Takes seconds of another thread; a failure shows at the first call, where somebody sees it.
 */
export async function warmSamples(): Promise<void> {
  await Promise.allSettled([
    getTile({ z: 0, x: 0, y: 0 }),
    getTile({ z: 3, x: 4, y: 2 }),
    getTile({ z: 6, x: 33, y: 21 }),
    runJob("geocode", GeocodeQuery.parse({ query: "amsterdam" })),
  ]);
}
