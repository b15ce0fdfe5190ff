import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { freePort } from "@/lib/db/embedded/free-port";

/** A running nginx that answers each request with a line; `ask` sends many on one connection. */
export type Nginx = {
  /**
   * Sends requests one behind the other and resolves with the answers' lines in their order.
   * @param from Address on loopback to call from.
   */
  ask(requests: readonly Question[], from?: string): Promise<string[]>;
  stop(): Promise<void>;
};

export type Question = {
  readonly host: string;
  readonly target: string;
  readonly headers: readonly string[];
};

/** Requests on their way at a time. */
const BATCH = 500;

/** Where nginx is, with or without a shell's path; null where there is none: then its tests say that they are skipped. */
export const NGINX =
  [...(process.env.PATH ?? "").split(":"), "/usr/sbin"]
    .map((folder) => join(folder, "nginx"))
    .find((file) => existsSync(file)) ?? null;

/** Starts nginx with `http` blocks, in a folder of its own. */
export async function startNginx(http: string): Promise<Nginx> {
  const folder = mkdtempSync(join(tmpdir(), "keyward-nginx-"));
  const port = await freePort();
  mkdirSync(join(folder, "tmp"));
  const temporary = ["client_body", "proxy", "fastcgi", "uwsgi", "scgi"];
  writeFileSync(
    join(folder, "nginx.conf"),
    `daemon off; master_process off; pid ${folder}/nginx.pid; error_log ${folder}/error.log;
    events { worker_connections 256; }
    http {
      access_log off; keepalive_requests 10000000; server_names_hash_bucket_size 128;
      ${temporary.map((name) => `${name}_temp_path ${folder}/tmp/${name};`).join(" ")}
      ${http.replaceAll("$PORT", `127.0.0.1:${port}`)}
    }`,
  );
  const child = spawn(NGINX ?? "nginx", ["-p", folder, "-c", join(folder, "nginx.conf")], {
    stdio: "ignore",
  });
  const failure = new Promise<never>((_, reject) => child.once("error", reject));
  failure.catch(() => undefined);
  try {
    await Promise.race([listening(port, child), failure]);
  } catch (cause) {
    const log = join(folder, "error.log");
    throw new Error(`nginx does not run: ${existsSync(log) ? readFileSync(log, "utf8") : "no log"}`, {
      cause,
    });
  }
  return {
    ask: (requests, from) => ask(port, requests, from),
    stop: async () => {
      const gone = new Promise((resolve) => child.once("exit", resolve));
      child.kill("SIGTERM");
      await gone;
      rmSync(folder, { recursive: true });
    },
  };
}

async function ask(port: number, requests: readonly Question[], from?: string): Promise<string[]> {
  const socket = connect({ port, host: "127.0.0.1", ...(from === undefined ? {} : { localAddress: from }) });
  socket.setEncoding("latin1");
  const lines: string[] = [];
  let received = "";
  let enough: () => void = () => undefined;
  socket.on("data", (chunk: string) => {
    received += chunk;
    for (let end = received.indexOf("\n.\n"); end !== -1; end = received.indexOf("\n.\n")) {
      lines.push(received.slice(received.lastIndexOf("=", end) + 1, end));
      received = received.slice(end + 3);
    }
    enough();
  });
  const failed = new Promise<never>((_, reject) => {
    socket.once("error", reject);
    socket.once("close", () => reject(new Error(`nginx hung up: ${received.slice(0, 300)}`)));
  });
  failed.catch(() => undefined);
  for (let at = 0; at < requests.length; at += BATCH) {
    const batch = requests.slice(at, at + BATCH);
    const answered = new Promise<void>((resolve) => {
      enough = () => void (lines.length >= at + batch.length && resolve());
    });
    socket.write(
      batch
        .map(({ host, target, headers }) =>
          [`GET ${target} HTTP/1.1`, `Host: ${host}`, ...headers, "", ""].join("\r\n"),
        )
        .join(""),
    );
    await Promise.race([answered, failed]);
  }
  socket.destroy();
  return lines;
}

async function listening(port: number, child: ChildProcess): Promise<void> {
  for (let tries = 0; tries < 200; tries += 1) {
    if (child.exitCode !== null) throw new Error(`nginx ended with ${child.exitCode}.`);
    const isUp = await new Promise<boolean>((resolve) => {
      const socket = connect(port, "127.0.0.1", () => resolve(true));
      socket.once("error", () => resolve(false));
      socket.once("connect", () => socket.destroy());
    });
    if (isUp) return;
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  throw new Error("nginx did not begin to listen.");
}
