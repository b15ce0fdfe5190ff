import { expect, test } from "vitest";
import type { AddressPolicy } from "@/lib/forwarding/private-addresses";
import { makeReceiver } from "@/test/receiver";
import { post } from "./post";
import { targetRules } from "./target";

const demo = targetRules({ KEYWARD_DEMO: "1", WEBHOOK_PRIVATE_CIDRS: "" });
const message = { headers: { "content-type": "application/json", "webhook-id": "evt_1" }, body: '{"a":1}' };

test("a message arrives as it is, and any 2xx is an arrival", async () => {
  const receiver = await makeReceiver();
  expect(await post(receiver.url, message, demo)).toMatchObject({ kind: "arrived", status: 204 });
  expect(receiver.received).toMatchObject([
    { method: "POST", path: "/hook", body: '{"a":1}', headers: { "webhook-id": "evt_1" } },
  ]);
});

test("a redirect is a failure and is not followed", async () => {
  const [receiver, elsewhere] = [await makeReceiver(), await makeReceiver()];
  receiver.answer = (response) => response.writeHead(307, { location: elsewhere.url }).end();
  expect(await post(receiver.url, message, demo)).toMatchObject({
    kind: "failed",
    status: 307,
    error: "It answered 307. Redirects are not followed.",
  });
  expect(elsewhere.received).toEqual([]);
});

test("a failure tells the status and what it asks for, and nothing of the body", async () => {
  const receiver = await makeReceiver();
  receiver.answer = (response) => response.writeHead(503, { "retry-after": "90" }).end("internal secret");
  const outcome = await post(receiver.url, message, demo);
  expect(outcome).toMatchObject({ kind: "failed", status: 503, retryAfterMs: 90_000 });
  expect(JSON.stringify(outcome)).not.toContain("secret");
});

test("an answer without end is not waited for", async () => {
  const receiver = await makeReceiver();
  receiver.answer = (response) => {
    response.writeHead(200);
    const timer = setInterval(() => response.write("x".repeat(65_536)), 1);
    response.on("close", () => clearInterval(timer));
  };
  expect(await post(receiver.url, message, demo)).toMatchObject({ kind: "arrived", status: 200 });
});

test("headers without end are a failure", async () => {
  const receiver = await makeReceiver();
  receiver.answer = (response) => response.writeHead(200, { "x-much": "y".repeat(20_000) }).end();
  expect(await post(receiver.url, message, demo)).toMatchObject({ kind: "failed", status: null });
});

test("nobody listening is a failure in words", async () => {
  expect(await post("http://127.0.0.1:9/", message, demo)).toMatchObject({
    kind: "failed",
    error: "Nothing listens there: the connection was refused.",
  });
});

test("a name that was public when it was saved and is private now is not connected to", async () => {
  const receiver = await makeReceiver();
  const production = targetRules({ KEYWARD_DEMO: undefined, WEBHOOK_PRIVATE_CIDRS: "" });
  const port = new URL(receiver.url).port;
  const outcome = await post(`https://localhost:${port}/`, message, production);
  expect(outcome).toMatchObject({ kind: "failed", error: "Its name does not lead to a public address." });
  expect(receiver.received).toEqual([]);
});

test("the address that was judged is the one connected to, whatever the name says a moment later", async () => {
  const receiver = await makeReceiver();
  const asked: string[] = [];
  const pinning: AddressPolicy = {
    allows: () => true,
    lookup: (name, options, callback) => {
      asked.push(name);
      if (options.all === true) callback(null, [{ address: "127.0.0.1", family: 4 }]);
      else callback(null, "127.0.0.1", 4);
    },
  };
  const url = `http://rebinding.invalid:${new URL(receiver.url).port}/hook`;
  const outcome = await post(url, message, { addresses: pinning, allowsPlainHttp: true });
  expect(outcome).toMatchObject({ kind: "arrived" });
  expect(asked).toEqual(["rebinding.invalid"]);
});
