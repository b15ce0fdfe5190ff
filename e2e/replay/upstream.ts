import { createServer } from "node:http";
import type { AddressInfo } from "node:net";

const BODY = Buffer.alloc(4_096, "a");

/** One request that reached the upstream. */
export type Reached = { readonly target: string; readonly keyId: string; readonly heldMs: number };

/** An upstream that answers as the path says (`/<product>/<status>/<ms>/<bytes>/<id>`), and knows each request by its ID. */
export async function startUpstream() {
  const reached = new Map<string, Reached>();
  const server = createServer((request, response) => {
    const began = performance.now();
    const [, , status, holdMs, bytes] = (request.url ?? "").split("/");
    const requestId = String(request.headers["x-request-id"]);
    const note = { target: request.url ?? "", keyId: String(request.headers["x-keyward-key-id"]) };
    // Noted at once, and again with how long it was kept waiting.
    reached.set(requestId, { ...note, heldMs: 0 });
    response.on("error", () => undefined);
    request.on("error", () => undefined);
    request.resume();
    request.once("end", () =>
      setTimeout(() => {
        reached.set(requestId, { ...note, heldMs: performance.now() - began });
        const isEmpty = status === "204" || status === "304";
        response.writeHead(
          Number(status),
          isEmpty ? {} : { "content-type": "text/plain", "content-length": bytes },
        );
        response.end(isEmpty ? undefined : BODY.subarray(0, Number(bytes)));
      }, Number(holdMs)),
    );
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}`,
    reached: reached as ReadonlyMap<string, Reached>,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
