import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { existsSync, openSync, readFileSync } from "node:fs";
import { waitUntilAnswering } from "@/cli/demo/wait-until-answering";

/** Where the bundles lie: `npm run build` puts them into `dist`. */
const DIST = process.env.DIST_DIR ?? "dist";

/** Every host of the core, by how it is started. */
export const HOSTS = [
  {
    name: "next",
    script: `${DIST}/server.js`,
    settings: { EDGE_HOST: "middleware" },
    withheld: [],
    isSentInPieces: false,
  },
  // What opens customers' secrets and sessions is never given to an edge apart.
  {
    name: "standalone",
    script: `${DIST}/edge.js`,
    settings: {},
    withheld: ["KEYWARD_MASTER_KEY", "NEXTAUTH_SECRET"],
    isSentInPieces: false,
  },
  {
    name: "server",
    script: `${DIST}/server.js`,
    settings: { EDGE_HOST: "server" },
    withheld: [],
    // A head in two pieces is not plain (decision 027): so every row goes both ways.
    isSentInPieces: true,
  },
] as const;

export type HostFacts = (typeof HOSTS)[number];

/** One host as a process of its own. */
export class RunningHost {
  #child: ChildProcess | undefined;

  constructor(
    private readonly facts: HostFacts,
    private readonly settings: Readonly<Record<string, string>>,
    readonly port: number,
    private readonly log: string,
  ) {}

  /** @throws {Error} When it was not built, or does not come up. */
  async start(): Promise<void> {
    if (!existsSync(this.facts.script)) throw new Error(`${this.facts.script} is missing: npm run build.`);
    const out = openSync(this.log, "a");
    const env: NodeJS.ProcessEnv = { ...process.env, ...this.settings, ...this.facts.settings };
    for (const name of this.facts.withheld) delete env[name];
    const child = spawn(process.execPath, [this.facts.script], {
      env,
      stdio: ["ignore", out, out],
    });
    this.#child = child;
    // No product has this path: a decided call that every host answers with 404.
    await waitUntilAnswering(`http://127.0.0.1:${this.port}/probe`, child).catch((cause: unknown) => {
      throw new Error(`${this.facts.name} did not start:\n${readFileSync(this.log, "utf8").slice(-2_000)}`, {
        cause,
      });
    });
  }

  /** Resident memory, bytes; 0 where the system does not tell. */
  get pid(): number {
    return this.#child?.pid ?? 0;
  }

  /** Stops it in order: calls under way end, usage is counted. */
  async stop(): Promise<void> {
    const child = this.#child;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill("SIGTERM");
    await gone;
  }
}
