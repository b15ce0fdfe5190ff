import { generateKeyPairSync, sign } from "node:crypto";
import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import { OFFICIAL } from "./official-vector";

/** Publishes a key set over HTTP: the official key, and one that signs what a test reports. */
export type Publisher = {
  url: string;
  /** How often it was asked, and how often the answer was that nothing had changed. */
  asked: () => number;
  unchanged: () => number;
  /** From now on it answers 500, or answers again. */
  break: (isBroken: boolean) => void;
  /** A report as GitHub sends it. */
  report: (body: unknown, over?: Record<string, string>) => Request;
  close: () => Promise<void>;
};

const KEY_ID = "0123456789abcdef";

/** A publisher on a port of its own. */
export async function startPublisher(): Promise<Publisher> {
  const { publicKey, privateKey } = generateKeyPairSync("ec", { namedCurve: "prime256v1" });
  const own = {
    key_identifier: KEY_ID,
    key: publicKey.export({ type: "spki", format: "pem" }),
    is_current: true,
  };
  const text = JSON.stringify({ public_keys: [...OFFICIAL.published.public_keys, own] });
  let asked = 0;
  let unchanged = 0;
  let isBroken = false;
  const server = createServer((req, res) => {
    asked += 1;
    if (isBroken) {
      res.writeHead(500).end();
    } else if (req.headers["if-none-match"] === '"1"') {
      unchanged += 1;
      res.writeHead(304).end();
    } else {
      res.writeHead(200, { etag: '"1"', "content-type": "application/json" }).end(text);
    }
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${port}/keys`,
    asked: () => asked,
    unchanged: () => unchanged,
    break: (broken) => {
      isBroken = broken;
    },
    report: (body, over = {}) => {
      const bytes = Buffer.from(JSON.stringify(body));
      return new Request("http://localhost:3000/api/leaks/github", {
        method: "POST",
        body: bytes,
        headers: {
          "content-type": "application/json",
          "github-public-key-identifier": KEY_ID,
          "github-public-key-signature": sign("sha256", bytes, privateKey).toString("base64"),
          ...over,
        },
      });
    },
    close: () => new Promise((resolve) => server.close(() => resolve())),
  };
}
