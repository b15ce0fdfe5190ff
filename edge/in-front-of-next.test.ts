import { createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { nodeHmac } from "@/lib/edge/adapters/node-crypto";
import { CidrSet, parseCidr } from "@/lib/edge/cidr";
import type { UsageRecord } from "@/lib/edge/ports";
import { generateSecret } from "@/lib/edge/secret-format";
import { depsOf, keyOf } from "@/lib/edge/testing/fixtures";
import { addressPolicy } from "@/lib/forwarding/private-addresses";
import { inFrontOfNext } from "./in-front-of-next";

const SECRET = generateSecret();
const LOOPBACK = [parseCidr("127.0.0.0/8")].filter((cidr) => cidr !== null);

let toNext: string[];
let records: UsageRecord[];
let server: ReturnType<typeof createServer>;

beforeEach(async () => {
  toNext = [];
  records = [];
  const keys = {
    peek: (digest: string) => (digest === SECRET ? keyOf({ productIds: [] }) : null),
    load: async () => null,
  };
  const host = {
    deps: depsOf(keys),
    hmac: nodeHmac,
    sink: { record: (usage: UsageRecord) => void records.push(usage) },
    policy: addressPolicy(""),
    publicUrl: "https://keys.example.com",
  };
  server = createServer(
    inFrontOfNext(
      {
        next: async (req, res) => {
          toNext.push(req.url ?? "");
          res.end("page");
        },
        host,
        endpoints: () => false,
        trusted: new CidrSet(LOOPBACK),
      },
      false,
    ),
  );
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
});

afterEach(async () => {
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function call(path: string, headers: Record<string, string> = {}): Promise<{ status: number; body: string }> {
  const { port } = server.address() as AddressInfo;
  return new Promise((resolve, reject) => {
    request({ port, host: "127.0.0.1", path, headers, agent: false }, (response) => {
      let body = "";
      response.on("data", (chunk) => {
        body += String(chunk);
      });
      response.on("end", () => resolve({ status: response.statusCode ?? 0, body }));
    })
      .on("error", reject)
      .end();
  });
}

describe("in front of Next", () => {
  it.each(["/", "/o/acme/keys", "/sign-in?next=%2Fo", "/_next/static/x.js", "/samples/map/1"])(
    "%s is the app's",
    async (path) => {
      expect(await call(path)).toEqual({ status: 200, body: "page" });
      expect(records).toEqual([]);
    },
  );

  it("a metered call never reaches Next and is counted once, for the client its proxy names", async () => {
    const given = await call("/map/1", { "x-api-key": SECRET, "x-forwarded-for": "203.0.113.9" });
    expect([given.status, JSON.parse(given.body).code]).toEqual([403, "product_not_allowed"]);
    expect(toNext).toEqual([]);
    expect(records.map(({ ip, keyId, status }) => [ip, keyId, status])).toEqual([
      ["203.0.113.9", "key_a", 403],
    ]);
  });

  it("a path of nobody is a page for a person's browser and a problem for a program", async () => {
    expect((await call("/nope", { "sec-fetch-mode": "navigate" })).body).toBe("page");
    expect(JSON.parse((await call("/nope")).body).code).toBe("no_such_product");
    expect(toNext).toEqual(["/nope"]);
  });

  it("a target that Next would mend is refused before Next sees it", async () => {
    for (const path of ["//map/1", "/o/../map/1", "/map/%2e%2e/o", "/o/%2e%2e/map/1"])
      expect((await call(path)).status).toBe(400);
    expect(toNext).toEqual([]);
  });
});
