import { execFile } from "node:child_process";
import { createServer, type IncomingMessage, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { promisify } from "node:util";
import { afterAll, beforeAll, expect, test } from "vitest";
import { callWithToken, tokenRequest } from "./token-snippets";

const run = promisify(execFile);

let server: Server;
let url: string;
let seen: { req: IncomingMessage; body: string }[] = [];

beforeAll(async () => {
  server = createServer(async (req, res) => {
    let body = "";
    for await (const chunk of req) body += String(chunk);
    seen.push({ req, body });
    res.end("{}");
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  url = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

async function sent(command: string) {
  seen = [];
  await run("/bin/sh", ["-c", command]);
  const [only, ...more] = seen;
  if (only === undefined || more.length > 0) throw new Error("The command did not make exactly one request.");
  return { method: only.req.method, path: only.req.url, headers: only.req.headers, body: only.body };
}

test("the token request is one the token endpoint reads, with scope and without", async () => {
  const { method, path, headers, body } = await sent(
    tokenRequest(url, "key_a", ["map:read", "search:write"]),
  );
  expect([method, path]).toEqual(["POST", "/oauth/token"]);
  expect(headers["content-type"]).toBe("application/x-www-form-urlencoded");
  expect(headers.authorization).toBe(`Basic ${Buffer.from("key_a:YOUR_API_KEY").toString("base64")}`);
  expect(Object.fromEntries(new URLSearchParams(body))).toEqual({
    grant_type: "client_credentials",
    scope: "map:read search:write",
  });
  expect((await sent(tokenRequest(url, "key_a", []))).body).toBe("grant_type=client_credentials");
});

test("the call sends the token as it is, and keeps an image in a file", async () => {
  const { method, path, headers } = await sent(callWithToken(`${url}/map/1?view=Unified`, null, "a.b.c"));
  expect([method, path, headers.authorization]).toEqual(["GET", "/map/1?view=Unified", "Bearer a.b.c"]);
  expect(callWithToken("https://edge.example.test/x", "tile.png", "t")).toContain(" -o tile.png ");
});
