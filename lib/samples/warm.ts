import { getTile } from "./map/tiles";
import { GeocodeQuery } from "./schemas";
import { runJob } from "./worker/pool";

/**
 * Has both workers read their data and draws the tile of the whole world, so that the first call of a process is as
 * quick as the second. Takes seconds of another thread; a failure shows at the first call, where somebody sees it.
 */
export async function warmSamples(): Promise<void> {
  await Promise.allSettled([
    getTile({ z: 0, x: 0, y: 0 }),
    runJob("geocode", GeocodeQuery.parse({ query: "amsterdam" })),
  ]);
}
