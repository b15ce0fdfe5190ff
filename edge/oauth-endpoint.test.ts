import { createServer, type Server } from "node:http";
import { type AddressInfo, connect } from "node:net";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { nodeDigest } from "@/lib/edge/adapters/node-crypto";
import { CidrSet } from "@/lib/edge/cidr";
import type { KeyEntry } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { depsOf, keyOf } from "@/lib/edge/testing/fixtures";
import { newId } from "@/lib/std/id";
import { TokenAuthority } from "@/lib/tokens/authority";
import { answerOAuthRequest, type OAuthHost } from "./oauth-endpoint";

const SECRET = generateSecret();
const KEY_ID = newId("key");
const BASIC = `Authorization: Basic ${Buffer.from(`${KEY_ID}:${SECRET}`).toString("base64")}`;
const FORM = "Content-Type: application/x-www-form-urlencoded";
// Authenticated and understood: this grant is refused for its type alone, so no signing key is needed.
const BODY = "grant_type=password";

const entries = new Map<string, KeyEntry>([[nodeDigest(SECRET), keyOf({ keyId: KEY_ID })]]);
const host: OAuthHost = {
  edge: {
    deps: {
      ...depsOf({ peek: (digest) => entries.get(digest) ?? null, load: async () => null }),
      digest: nodeDigest,
    },
    tokens: new TokenAuthority("https://edge.example.test", () => {
      throw new Error("No database is asked.");
    }),
    catalog: { products: [] },
  },
  trusted: new CidrSet([]),
};

let server: Server;
let port = 0;
beforeAll(async () => {
  const listener = (
    req: Parameters<typeof answerOAuthRequest>[0],
    res: Parameters<typeof answerOAuthRequest>[1],
  ) => {
    if (!answerOAuthRequest(req, res, host)) res.writeHead(418, { "Content-Length": 0 }).end();
  };
  server = createServer(listener);
  server.on("checkContinue", listener);
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  port = (server.address() as AddressInfo).port;
});
afterAll(() => {
  server.closeAllConnections();
  server.close();
});

/** Writes the lines as they are and reads until the server closes. */
async function exchange(lines: readonly string[], body = ""): Promise<string> {
  return new Promise((resolve, reject) => {
    let read = "";
    const socket = connect(port, "127.0.0.1", () =>
      socket.write(`${[...lines, "", ""].join("\r\n")}${body}`),
    );
    socket.setEncoding("latin1");
    socket.on("data", (text: string) => {
      read += text;
    });
    socket.on("error", reject);
    socket.on("close", () => resolve(read));
  });
}

async function post(fields: readonly string[], body = BODY, path = "/oauth/token"): Promise<string> {
  const framing = [`Content-Length: ${Buffer.byteLength(body)}`, "Connection: close"];
  return exchange([`POST ${path} HTTP/1.1`, "Host: edge", FORM, ...framing, ...fields], body);
}

const statusOf = (answer: string) => Number(answer.split(" ", 2)[1]);

describe("as it comes off the wire", () => {
  test("a client that authenticates is heard", async () => {
    const answer = await post([BASIC]);
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain('"error":"unsupported_grant_type"');
    expect(answer).toMatch(/^X-Request-Id: req_[0-9A-Za-z]{22}\r$/m);
  });

  test("two Authorization fields are two, and neither is read", async () => {
    const answer = await post([BASIC, BASIC]);
    expect(statusOf(answer)).toBe(401);
    expect(answer).toContain('"error":"invalid_client"');
  });

  test("two Host fields are malformed", async () => {
    const answer = await post([BASIC, "Host: other"]);
    expect(statusOf(answer)).toBe(400);
    expect(answer).toContain("malformed");
  });

  test("the query holds no credentials and no parameters", async () => {
    const query = `?client_id=${KEY_ID}&client_secret=${SECRET}&grant_type=client_credentials`;
    const answer = await post([], BODY, `/oauth/token${query}`);
    expect(statusOf(answer)).toBe(401);
  });

  test("a form in chunks is read like any other", async () => {
    const chunks = `${BODY.length.toString(16)}\r\n${BODY}\r\n0\r\n\r\n`;
    const head = ["POST /oauth/token HTTP/1.1", "Host: edge", FORM, BASIC, "Transfer-Encoding: chunked"];
    const answer = await exchange([...head, "Connection: close"], chunks);
    expect(answer).toContain('"error":"unsupported_grant_type"');
  });

  test("a form without end is read no further than a form may go", async () => {
    const chunk = `1000\r\n${"x".repeat(4096)}\r\n`;
    const head = ["POST /oauth/token HTTP/1.1", "Host: edge", FORM, BASIC, "Transfer-Encoding: chunked"];
    const answer = await exchange(head, chunk.repeat(3));
    expect(statusOf(answer)).toBe(413);
    expect(answer.toLowerCase()).toContain("connection: close");
  });

  test("a client that waits for 100 Continue gets it before its form is read", async () => {
    const answer = await post([BASIC, "Expect: 100-continue"]);
    expect(answer.startsWith("HTTP/1.1 100 Continue\r\n")).toBe(true);
    expect(answer).toContain('"error":"unsupported_grant_type"');
  });

  test("HEAD has the fields of GET and no body", async () => {
    const [get, head] = await Promise.all(
      ["GET", "HEAD"].map((method) =>
        exchange([`${method} /.well-known/jwks.json HTTP/1.1`, "Host: edge", "Connection: close"]),
      ),
    );
    const lines = (answer = "") =>
      answer
        .split("\r\n\r\n", 1)[0]
        ?.split("\r\n")
        .filter((line) => !/^(?:Date|X-Request-Id):/.test(line));
    expect(lines(head)).toEqual(lines(get));
    expect(head?.split("\r\n\r\n")[1]).toBe("");
    expect(get).toContain('{"keys":[]}');
  });
});

test.each([
  "/oauth",
  "/oauth/",
  "/oauth/token/",
  "/oauth/TOKEN",
  "/oauth/authorize",
  "/.well-known/",
  "/.well-known/openid-configuration",
])("%s is somebody else's", async (path) => {
  expect(statusOf(await post([], "", path))).toBe(418);
});
