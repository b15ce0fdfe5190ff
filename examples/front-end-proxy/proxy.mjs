// A server of yours between your page and the API: the page asks here, the secret stays here.
// Node 20 or newer, no dependencies:  API_BASE_URL=https://api.example.com API_KEY=kw_… node proxy.mjs
import { createServer } from "node:http";
import { pathToFileURL } from "node:url";

// Only what your page needs. Whatever is not on this list cannot be asked for with your key.
const ALLOWED = [
  { from: /^\/tiles\/(\d{1,2})\/(\d{1,7})\/(\d{1,7})\.png$/, to: "/map/1/tile/basic/main/$1/$2/$3.png" },
];

export function createProxy({ apiBaseUrl, secret, timeoutMs = 10_000 }) {
  return createServer(async (request, response) => {
    const [path = ""] = (request.url ?? "").split("?");
    const route = ALLOWED.find(({ from }) => from.test(path));
    if (request.method !== "GET" || route === undefined) {
      response.writeHead(404).end();
      return;
    }
    try {
      const answer = await fetch(apiBaseUrl + path.replace(route.from, route.to), {
        // Nothing of the visitor's request is passed on: no cookie, no header.
        headers: { "x-api-key": secret },
        redirect: "error",
        signal: AbortSignal.timeout(timeoutMs),
      });
      if (answer.status === 429) {
        response.writeHead(429, { "retry-after": answer.headers.get("retry-after") ?? "1" }).end();
        return;
      }
      // A refusal of your key is your problem, not the visitor's: it belongs into your log.
      if (!answer.ok) {
        console.error(`${path}: ${answer.status}, request ${answer.headers.get("x-request-id")}`);
        response.writeHead(502).end();
        return;
      }
      const body = Buffer.from(await answer.arrayBuffer());
      response.writeHead(200, {
        "content-type": answer.headers.get("content-type") ?? "application/octet-stream",
        "cache-control": "public, max-age=3600",
        "x-content-type-options": "nosniff",
      });
      response.end(body);
    } catch {
      if (!response.headersSent) response.writeHead(502);
      response.end();
    }
  });
}

if (process.argv[1] !== undefined && import.meta.url === pathToFileURL(process.argv[1]).href) {
  const { API_BASE_URL, API_KEY, PORT = "8080" } = process.env;
  if (!API_BASE_URL || !API_KEY) throw new Error("Set API_BASE_URL and API_KEY.");
  createProxy({ apiBaseUrl: API_BASE_URL, secret: API_KEY }).listen(Number(PORT));
}
