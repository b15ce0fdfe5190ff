import { parentPort } from "node:worker_threads";
import { drawTile } from "@/lib/samples/map/draw-tile";
import { geocode } from "@/lib/samples/search/geocode";
import type { JobRequest, JobResponse } from "./messages";

/** Entry of a sample worker's thread: one job after the other, each answered by its ID. */
if (!parentPort) throw new Error("This file is the entry of a worker thread.");
const port = parentPort;
let last: Promise<void> = Promise.resolve();

port.on("message", (request: JobRequest) => {
  last = last.then(() => answer(request));
});

async function answer(request: JobRequest): Promise<void> {
  let response: JobResponse;
  try {
    response = { id: request.id, ok: true, output: await run(request) };
  } catch (error) {
    response = { id: request.id, ok: false, message: error instanceof Error ? error.message : String(error) };
  }
  port.postMessage(response);
}

async function run(request: JobRequest): Promise<unknown> {
  switch (request.name) {
    case "tile":
      return await drawTile(request.input);
    case "geocode":
      return geocode(request.input);
  }
}
