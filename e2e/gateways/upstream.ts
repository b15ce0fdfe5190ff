import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";

/** Where the product's upstream lives below its origin, as the sample APIs do below theirs. */
export const UPSTREAM_PREFIX = "/behind";

/** One request as it reached the upstream. */
export type Reached = {
  readonly method: string;
  readonly target: string;
  /** In lower case; repeated fields joined by a comma. */
  readonly headers: Readonly<Record<string, string>>;
  readonly body: string;
  /** Everything of it, to look for what must not be there. */
  readonly all: string;
};

/** An upstream that answers 200 "reached" with fields of its own, and remembers every request it was sent. */
export async function startUpstream() {
  const reached: Reached[] = [];
  const server = createServer(async (request, response) => {
    const body = await text(request).catch(() => "");
    const { method = "", url = "", rawHeaders } = request;
    const headers: Record<string, string> = {};
    for (let at = 0; at + 1 < rawHeaders.length; at += 2) {
      const name = (rawHeaders[at] ?? "").toLowerCase();
      const value = rawHeaders[at + 1] ?? "";
      headers[name] = headers[name] === undefined ? value : `${headers[name]}, ${value}`;
    }
    reached.push({
      method,
      target: url,
      headers,
      body,
      all: `${method} ${url} ${rawHeaders.join("\n")} ${body}`,
    });
    const status = url.endsWith("/forbidden") ? 403 : 200;
    response
      .writeHead(status, {
        "content-type": "text/plain",
        "cache-control": "max-age=60",
        "x-of-upstream": "yes",
      })
      .end("reached");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    port,
    url: `http://127.0.0.1:${port}`,
    reached,
    stop: () =>
      new Promise<void>((resolve) => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
