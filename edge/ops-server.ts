import { createServer } from "node:http";
import { logger } from "@/lib/logging/logger";

/** How a process answers those who run it. */
export type Ops = {
  /** From now on `/readyz` says yes, and `/metrics` what the function returns. */
  ready(metrics: () => Promise<string>): void;
  /** From now on `/readyz` says no: calls under way are finished, new ones belong elsewhere. */
  stopping(): void;
  close(): void;
};

const TEXT = "text/plain; version=0.0.4; charset=utf-8";

/**
 * Serves `/healthz` (the process lives), `/readyz` (send it calls) and `/metrics` on a port of their own, which is not for the
 * world. Listens before everything else, so that a start that waits for the database can be told from a dead process.
 *
 * A database that goes away later leaves it ready: known keys are answered without one.
 * @throws {Error} With the code of `listen`, when the port cannot be bound.
 */
export async function startOps(host: string, port: number): Promise<Ops> {
  let state: "starting" | "ready" | "stopping" = "starting";
  let metrics = async () => "";
  const server = createServer(
    { maxHeaderSize: 8_192, requestTimeout: 5_000, headersTimeout: 5_000 },
    (req, res) => {
      const path = req.url?.split("?", 1)[0];
      const say = (status: number, text: string) => {
        res.writeHead(status, { "Content-Type": TEXT, "Cache-Control": "no-store" });
        res.end(text);
      };
      if (req.method !== "GET" && req.method !== "HEAD") say(405, "method not allowed\n");
      else if (path === "/healthz") say(200, "alive\n");
      else if (path === "/readyz") say(state === "ready" ? 200 : 503, `${state}\n`);
      else if (path === "/metrics") {
        metrics().then(
          (text) => say(200, text),
          (err: unknown) => {
            logger.error({ err }, "metrics could not be read");
            say(500, "error\n");
          },
        );
      } else say(404, "not found\n");
    },
  );
  await new Promise<void>((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port }, () => {
      server.off("error", reject);
      resolve();
    });
  });
  return {
    ready(read) {
      state = "ready";
      metrics = read;
    },
    stopping() {
      state = "stopping";
    },
    close() {
      server.close();
      server.closeAllConnections();
    },
  };
}
