import { join } from "node:path";
import { Worker } from "node:worker_threads";
import type { JobName, JobResponse, Jobs } from "./messages";

type Pending = { resolve: (output: unknown) => void; reject: (error: Error) => void };

/** Jobs waiting in one worker before it says that it has enough: some seconds of drawing. */
const MOST_PENDING = 512;

/** The worker has as much to do as it may: come back in a second. */
export class WorkerBusy extends Error {
  override readonly name = "WorkerBusy";
}

/**
 * One thread that does the heavy work of a sample, so that drawing or searching never holds up the thread that answers
 * calls. Started on the first job and again after it died; a job in flight then fails. It keeps no process alive.
 */
export class SampleWorker {
  readonly #pending = new Map<number, Pending>();
  #worker: Worker | undefined;
  readonly #mostPending: number;
  #nextId = 1;

  constructor(mostPending = MOST_PENDING) {
    this.#mostPending = mostPending;
  }

  /**
   * @throws {WorkerBusy} When `mostPending` jobs are waiting.
   * @throws {Error} When the job fails or its thread dies.
   */
  run<N extends JobName>(name: N, input: Jobs[N]["input"]): Promise<Jobs[N]["output"]> {
    if (this.#pending.size >= this.#mostPending)
      return Promise.reject(new WorkerBusy("Too many jobs are waiting"));
    const worker = this.#start();
    const id = this.#nextId++;
    return new Promise<Jobs[N]["output"]>((resolve, reject) => {
      // The response carries the ID of the request, whose name fixes the type of the output.
      this.#pending.set(id, { resolve: (output) => resolve(output as Jobs[N]["output"]), reject });
      worker.ref();
      worker.postMessage({ id, name, input });
    });
  }

  /** Ends the thread; the next job starts a new one. */
  async stop(): Promise<void> {
    await this.#worker?.terminate();
  }

  #start(): Worker {
    if (this.#worker) return this.#worker;
    const worker = spawn();
    worker.on("message", (response: JobResponse) => {
      const pending = this.#pending.get(response.id);
      this.#pending.delete(response.id);
      if (this.#pending.size === 0) worker.unref();
      if (response.ok) pending?.resolve(response.output);
      else pending?.reject(new Error(response.message));
    });
    const died = (error: Error) => {
      if (this.#worker === worker) this.#worker = undefined;
      for (const pending of this.#pending.values()) pending.reject(error);
      this.#pending.clear();
    };
    worker.on("error", died);
    worker.on("exit", (code) => died(new Error(`The sample worker ended with code ${code}`)));
    this.#worker = worker;
    return worker;
  }
}

/** Built, the worker is a bundle beside the server's; from source it is run through tsx. */
function spawn(): Worker {
  const root = process.cwd();
  if (process.env.NODE_ENV === "production") {
    return new Worker(/* turbopackIgnore: true */ join(root, "dist", "sample-worker.js"));
  }
  const entry = join(root, "lib", "samples", "worker", "worker.ts");
  return new Worker(`require("tsx/cjs/api").register(); require(${JSON.stringify(entry)});`, {
    eval: true,
    execArgv: [],
  });
}
