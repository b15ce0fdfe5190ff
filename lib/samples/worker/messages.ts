import type { TileAddress } from "@/lib/samples/map/tile-address";
import type { GeocodeAnswer, GeocodeQuery } from "@/lib/samples/schemas";

/** What a sample worker can be asked to do, and what it answers. */
export type Jobs = {
  tile: { input: TileAddress; output: Uint8Array };
  geocode: { input: GeocodeQuery; output: GeocodeAnswer };
};

export type JobName = keyof Jobs;

export type JobRequest = {
  [N in JobName]: { id: number; name: N; input: Jobs[N]["input"] };
}[JobName];

export type JobResponse = { id: number } & ({ ok: true; output: unknown } | { ok: false; message: string });
