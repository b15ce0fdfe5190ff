import { createHash } from "node:crypto";
import { createServer, type IncomingMessage, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Script = (request: IncomingMessage, response: ServerResponse) => void;

/** What reached the upstream: the digest of the body once it has ended, or that it broke off. */
export type Received = { target: string; rawHeaders: string[]; sha256: string; isWhole: boolean };

/** An upstream that does what the last segment of the path says. */
export async function startScriptedUpstream(scripts: Readonly<Record<string, Script>>) {
  const received: Received[] = [];
  const server = createServer((request, response) => {
    const hash = createHash("sha256");
    const note = (isWhole: boolean) =>
      received.push({
        target: request.url ?? "",
        rawHeaders: request.rawHeaders,
        sha256: hash.digest("hex"),
        isWhole,
      });
    request.on("data", (chunk: Buffer) => hash.update(chunk));
    request.on("error", () => undefined);
    request.on("end", () => {
      note(true);
      const name = /([a-z0-9-]+)(?:\?|$)/.exec(request.url ?? "")?.[1] ?? "";
      scripts[name]?.(request, response);
    });
    request.on("close", () => {
      if (!request.complete) note(false);
    });
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    received,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
