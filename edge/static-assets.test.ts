import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { createServer, request, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync, brotliDecompressSync, gunzipSync } from "node:zlib";
import { afterAll, beforeAll, expect, test } from "vitest";
import { withCompressedAssets } from "./static-assets";

const SCRIPT = "export const words = 'calm, dense, exact';\n".repeat(200);
let dir: string;
let server: Server;

beforeAll(async () => {
  dir = mkdtempSync(join(tmpdir(), "keyward-static-"));
  mkdirSync(join(dir, "static/chunks"), { recursive: true });
  writeFileSync(join(dir, "static/chunks/0a~b-1.js"), SCRIPT);
  writeFileSync(join(dir, "secret.js"), "no asset");
  const handler = withCompressedAssets(async (_, res) => void res.end("next"), join(dir, "static"));
  server = createServer((req, res) => void handler(req, res));
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});
afterAll(() => {
  server.close();
  rmSync(dir, { recursive: true });
});

/** As it went over the wire: `fetch` would decompress it, and tidy the path. */
function ask(path: string, headers: Record<string, string> = {}, method = "GET") {
  return new Promise<{ headers: Record<string, unknown>; body: Buffer }>((resolve, reject) => {
    const { port } = server.address() as AddressInfo;
    request({ host: "127.0.0.1", port, path, headers, method }, (res) => {
      const parts: Buffer[] = [];
      res.on("data", (part) => parts.push(part));
      res.on("end", () => resolve({ headers: res.headers, body: Buffer.concat(parts) }));
    })
      .on("error", reject)
      .end();
  });
}

const ASSET = "/_next/static/chunks/0a~b-1.js";

test("a script of the build is compressed as the browser takes it, for good, and never sniffed", async () => {
  const br = await ask(ASSET, { "accept-encoding": "gzip, deflate, br" });
  expect(brotliDecompressSync(br.body).toString()).toBe(SCRIPT);
  expect(br.headers).toMatchObject({
    "content-encoding": "br",
    "content-type": "text/javascript; charset=utf-8",
    "cache-control": "public, max-age=31536000, immutable",
    vary: "Accept-Encoding",
    "x-content-type-options": "nosniff",
    "cross-origin-resource-policy": "same-origin",
  });
  expect(br.body.length).toBeLessThan(SCRIPT.length / 20);
  const gz = await ask(`${ASSET}?dpl=1`, { "accept-encoding": "gzip, br;q=0" });
  expect(gunzipSync(gz.body).toString()).toBe(SCRIPT);
  const head = await ask(ASSET, { "accept-encoding": "br" }, "HEAD");
  expect(head.body).toHaveLength(0);
  expect(head.headers["content-length"]).toBe(String(br.body.length));
});

test("what the build has compressed goes out as it is", async () => {
  const small = brotliCompressSync(SCRIPT);
  writeFileSync(join(dir, "static/chunks/built.js"), SCRIPT);
  writeFileSync(join(dir, "static/chunks/built.js.br"), small);
  const path = "/_next/static/chunks/built.js";
  const br = await ask(path, { "accept-encoding": "br" });
  expect(br.headers["content-encoding"]).toBe("br");
  expect(br.body.equals(small)).toBe(true);
  const gz = await ask(path, { "accept-encoding": "gzip" });
  expect(gunzipSync(gz.body).toString()).toBe(SCRIPT);
});

test.each([
  ["whoever takes no compression", ASSET, {}, "GET"],
  ["whoever refuses it", ASSET, { "accept-encoding": "br;q=0, gzip;q=0.0" }, "GET"],
  ["a part of a file", ASSET, { "accept-encoding": "br", range: "bytes=0-9" }, "GET"],
  ["a copy that is asked about", ASSET, { "accept-encoding": "br", "if-none-match": '"x"' }, "GET"],
  ["another method", ASSET, { "accept-encoding": "br" }, "POST"],
  ["a file that is not there", "/_next/static/chunks/gone.js", { "accept-encoding": "br" }, "GET"],
  ["a way out of the folder", "/_next/static/../secret.js", { "accept-encoding": "br" }, "GET"],
  ["an encoded way out", "/_next/static/%2e%2e/secret.js", { "accept-encoding": "br" }, "GET"],
  ["anything but an asset", "/o/acme/keys", { "accept-encoding": "br" }, "GET"],
] as const)("%s is left to Next", async (_, path, headers, method) => {
  expect((await ask(path, headers, method)).body.toString()).toBe("next");
});
