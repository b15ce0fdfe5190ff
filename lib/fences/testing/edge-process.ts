import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { freePort } from "@/lib/db/embedded/free-port";

/** A standalone edge as a process of its own, from its source, on the database and the data folder of this test. */
export class EdgeProcess {
  readonly #child: ChildProcess;
  readonly #port: number;

  private constructor(child: ChildProcess, port: number) {
    this.#child = child;
    this.#port = port;
  }

  /** Resolves once it answers calls. */
  static async start(): Promise<EdgeProcess> {
    const port = await freePort();
    const { PATH, DATABASE_URL, DATA_DIR, KEYWARD_PEPPER, KEYWARD_EDGE_KEY } = process.env;
    const child = spawn(process.execPath, ["--import", "tsx", "edge/server.ts"], {
      env: {
        PATH,
        DATABASE_URL,
        DATA_DIR,
        KEYWARD_PEPPER,
        KEYWARD_EDGE_KEY,
        NODE_ENV: "production",
        HOST: "127.0.0.1",
        PORT: String(port),
        PUBLIC_URL: "http://keys.example.test",
        UPSTREAM_PRIVATE_CIDRS: "127.0.0.0/8",
      },
      stdio: ["ignore", "pipe", "pipe"],
    });
    let log = "";
    await new Promise<void>((resolve, reject) => {
      const read = (chunk: Buffer) => {
        log += chunk.toString();
        if (log.includes("Keyward edge listens")) resolve();
      };
      child.stdout?.on("data", read);
      child.stderr?.on("data", read);
      child.once("exit", () => reject(new Error(`The edge did not start:\n${log}`)));
    });
    return new EdgeProcess(child, port);
  }

  /** Status of a call with this secret, and the code of its refusal. */
  async call(path: string, secret: string): Promise<string> {
    const answer = await fetch(`http://127.0.0.1:${this.#port}${path}`, { headers: { "X-API-Key": secret } });
    if (answer.ok) return String(answer.status);
    const { code } = (await answer.json()) as { code?: string };
    return `${answer.status} ${code}`;
  }

  /** `SIGSTOP`: it lives and says nothing. `SIGCONT`: it goes on. */
  signal(signal: "SIGSTOP" | "SIGCONT"): void {
    this.#child.kill(signal);
  }

  async end(signal: "SIGTERM" | "SIGKILL"): Promise<void> {
    if (this.#child.exitCode !== null || this.#child.signalCode !== null) return;
    const gone = once(this.#child, "exit");
    this.#child.kill("SIGCONT");
    this.#child.kill(signal);
    await gone;
  }
}
