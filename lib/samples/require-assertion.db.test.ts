import { createHmac } from "node:crypto";
import { beforeAll, describe, expect, test } from "vitest";
import { type Asserted, signAssertion } from "@/lib/edge/assertion";
import { NOW } from "@/test/clock";
import { makeProduct } from "@/test/factories";
import { faultOf } from "./require-assertion";
import { readUpstreamSecrets } from "./upstream-secrets";

const TARGET = "/samples/map/1/tile/basic/main/0/0/0.png?view=Unified";
const now = NOW.getTime();
const hmac = (secret: Uint8Array, message: string) =>
  createHmac("sha256", secret).update(message).digest("base64url");

let key: { kid: string; secret: Uint8Array };

beforeAll(async () => {
  await makeProduct({ baseUrl: "self:/samples" });
  const [secret] = await readUpstreamSecrets(NOW);
  if (!secret) throw new Error("The product has an upstream secret");
  key = { kid: secret[0], secret: secret[1] };
});

function signed(requestId: string, given: Partial<Asserted> = {}): Request {
  const asserted = {
    method: "GET",
    target: TARGET,
    requestId,
    keyward: ["X-Keyward-Key-Id", "key_1", "X-Keyward-Org-Id", "org_1"],
    now,
    ...given,
  };
  return new Request(`http://localhost${TARGET}`, {
    headers: {
      "X-Keyward-Key-Id": "key_1",
      "X-Keyward-Org-Id": "org_1",
      "X-Request-Id": requestId,
      "X-Keyward-Assertion": signAssertion(asserted, key, hmac),
    },
  });
}

describe("the samples' door", () => {
  test("lets in what the edge signed, once", async () => {
    const request = signed("req_once");
    expect(await faultOf(request, TARGET, now)).toBeNull();
    expect(await faultOf(request, TARGET, now)).toBe("replayed");
  });

  test.each([
    ["another path", { target: "/samples/map/1/tile/basic/main/1/0/0.png?view=Unified" }, "wrong_signature"],
    ["another method", { method: "POST" }, "wrong_signature"],
    ["another request", { requestId: "req_other" }, "wrong_signature"],
    ["another key", { keyward: ["X-Keyward-Key-Id", "key_2"] }, "wrong_signature"],
    ["an hour ago", { now: now - 3_600_000 }, "out_of_window"],
  ])("refuses an assertion made for %s", async (name, given, fault) => {
    expect(await faultOf(signed(`req_${name}`.replaceAll(" ", "_"), given), TARGET, now)).toBe(fault);
  });

  test("refuses a request nobody vouches for", async () => {
    expect(await faultOf(new Request(`http://localhost${TARGET}`), TARGET, now)).toBe("missing");
  });

  test("learns of a secret made after it last looked, at most once a second", async () => {
    await faultOf(signed("req_before"), TARGET, now);
    await makeProduct({ baseUrl: "self:/samples" });
    const newest = [...(await readUpstreamSecrets(NOW))].find(([kid]) => kid !== key.kid);
    if (!newest) throw new Error("There are two upstream secrets now");
    key = { kid: newest[0], secret: newest[1] };
    expect(await faultOf(signed("req_soon"), TARGET, now)).toBe("unknown_key");
    const later = now + 2_000;
    expect(await faultOf(signed("req_later"), TARGET, later)).toBeNull();
  });

  test("does not sign with the secrets of other upstreams", async () => {
    const product = await makeProduct({ baseUrl: "http://127.0.0.1:9" });
    expect(product.upstreamId).not.toBe("");
    expect((await readUpstreamSecrets(NOW)).size).toBe(2);
  });
});
