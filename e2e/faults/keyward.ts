import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { openSync } from "node:fs";
import { join } from "node:path";
import { waitUntilAnswering } from "@/cli/demo/wait-until-answering";

/** Where the bundle lies: `npm run build` puts it into `dist`. */
export const SERVER = `${process.env.DIST_DIR ?? "dist"}/server.js`;

/** The built server as a process of its own, which a test can stop, kill and start again on the same data. */
export class Keyward {
  private child: ChildProcess | undefined;
  readonly url: string;
  readonly log: string;

  constructor(
    private readonly settings: Record<string, string>,
    dataDir: string,
  ) {
    this.url = `http://127.0.0.1:${settings.PORT}`;
    this.log = join(dataDir, "server.log");
  }

  get pid(): number {
    return this.child?.pid ?? 0;
  }

  async start(): Promise<void> {
    const out = openSync(this.log, "a");
    const env = { ...process.env, ...this.settings };
    const child = spawn(process.execPath, [SERVER], { env, stdio: ["ignore", out, out] });
    this.child = child;
    await waitUntilAnswering(`${this.url}/sign-in`, child);
  }

  /** `kill -9`: no handler runs, no buffer is flushed. */
  kill(): Promise<void> {
    return this.end("SIGKILL");
  }

  stop(): Promise<void> {
    return this.end("SIGTERM");
  }

  private async end(signal: "SIGKILL" | "SIGTERM"): Promise<void> {
    const { child } = this;
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = once(child, "exit");
    child.kill(signal);
    await gone;
  }
}
