import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { type EmbeddedDatabase, startEmbedded } from "@/lib/db/embedded";
import { provisionKeys } from "@/lib/sealing/provision";

/** Where the bundle lies: `npm run build` puts it into `dist`. */
const BUNDLE = `${process.env.DIST_DIR ?? "dist"}/edge.js`;

export type StandaloneOptions = {
  /** Data folder of the Keyward it belongs to: its database, its keys, its journals. */
  readonly dataDir: string;
  readonly publicUrl: string;
  readonly port: number;
  /** More settings; they win. */
  readonly settings?: Readonly<Record<string, string>>;
};

/**
 * The built standalone edge as a process of its own, with the settings of an edge and no others: nothing of
 * the dashboard's, and nothing of this process' environment.
 */
export class StandaloneEdge {
  readonly url: string;
  readonly log: string;
  #child: ChildProcess | undefined;
  #database: EmbeddedDatabase | undefined;
  readonly #options: StandaloneOptions;

  constructor(options: StandaloneOptions) {
    if (!existsSync(BUNDLE)) throw new Error("This runs the built edge: npm run build.");
    this.#options = options;
    this.url = `http://127.0.0.1:${options.port}`;
    this.log = join(options.dataDir, `edge-${options.port}.log`);
  }

  get port(): number {
    return this.#options.port;
  }

  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Resolves once it listens. */
  async start(): Promise<void> {
    const { dataDir, publicUrl, port, settings } = this.#options;
    // Shared with whoever else uses this data folder; who is the last to let go shuts it down.
    this.#database = await startEmbedded(dataDir);
    const { url } = this.#database;
    const { KEYWARD_PEPPER, KEYWARD_EDGE_KEY } = provisionKeys(dataDir);
    const out = openSync(this.log, "w");
    const child = spawn(process.execPath, [BUNDLE], {
      env: {
        PATH: process.env.PATH,
        NODE_ENV: "production",
        DATABASE_URL: url,
        DATA_DIR: dataDir,
        HOST: "127.0.0.1",
        PORT: String(port),
        PUBLIC_URL: publicUrl,
        UPSTREAM_PRIVATE_CIDRS: "127.0.0.0/8",
        KEYWARD_PEPPER,
        KEYWARD_EDGE_KEY,
        ...settings,
      },
      stdio: ["ignore", out, out],
    });
    this.#child = child;
    const deadline = Date.now() + 30_000;
    while (!this.logged().includes("Keyward edge listens")) {
      if (child.exitCode !== null || Date.now() > deadline)
        throw new Error(`The edge did not start:\n${this.logged()}`);
      await sleep(20);
    }
  }

  /** What it has logged since its start. */
  logged(): string {
    return readFileSync(this.log, "utf8");
  }

  /** `kill -9`: no handler runs, no buffer is flushed. */
  kill(): Promise<void> {
    return this.#end("SIGKILL");
  }

  stop(): Promise<void> {
    return this.#end("SIGTERM");
  }

  async #end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const child = this.#child;
    if (child && child.exitCode === null && child.signalCode === null) {
      const gone = once(child, "exit");
      child.kill(signal);
      await gone;
    }
    await this.#database?.stop();
  }
}
