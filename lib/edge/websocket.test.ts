import { describe, expect, test } from "vitest";
import { RawHeaders } from "./headers";
import { generateSecret } from "./secret-format";
import { handshakeAnswer, handshakeFields, isHandshake } from "./websocket";

const NONCE = "dGhlIHNhbXBsZSBub25jZQ==";
const ACCEPT = "s3pPLMBiTxaQ9kYGzzhZRbK+xOo=";
const HANDSHAKE = {
  Upgrade: "websocket",
  Connection: "Upgrade",
  "Sec-WebSocket-Key": NONCE,
  "Sec-WebSocket-Version": "13",
};
const SWITCHED = { Upgrade: "websocket", Connection: "Upgrade", "Sec-WebSocket-Accept": ACCEPT };
const headersOf = (fields: Record<string, string | undefined>) =>
  new RawHeaders(
    Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [name, value])),
  );

describe("a handshake is one", () => {
  test.each([
    ["as RFC 6455 has it", {}],
    ["in any case, among other tokens", { Upgrade: "h2c, WebSocket", Connection: "keep-alive, UPGRADE" }],
    ["with an empty body declared", { "Content-Length": "0" }],
  ])("%s", (_, over) => {
    expect(isHandshake("GET", headersOf({ ...HANDSHAKE, ...over }))).toBe(true);
  });
});

describe("a handshake is none", () => {
  test.each<[string, Record<string, string | undefined>]>([
    ["to another protocol", { Upgrade: "h2c" }],
    ["that does not name the field in Connection", { Connection: "keep-alive" }],
    ["without a nonce", { "Sec-WebSocket-Key": undefined }],
    ["with a nonce of another length", { "Sec-WebSocket-Key": "dGhl" }],
    ["of another version", { "Sec-WebSocket-Version": "8" }],
    ["with a body", { "Content-Length": "3" }],
    ["with a body in chunks", { "Transfer-Encoding": "chunked" }],
  ])("%s", (_, over) => {
    expect(isHandshake("GET", headersOf({ ...HANDSHAKE, ...over }))).toBe(false);
  });

  test("by another method, or with two nonces", () => {
    expect(isHandshake("POST", headersOf(HANDSHAKE))).toBe(false);
    const twice = [...Object.entries(HANDSHAKE).flat(), "Sec-WebSocket-Key", NONCE];
    expect(isHandshake("GET", new RawHeaders(twice))).toBe(false);
  });
});

test("an upstream is told nonce, version, protocols and extensions, without secrets", () => {
  const secret = generateSecret();
  const fields = handshakeFields(
    headersOf({ ...HANDSHAKE, "Sec-WebSocket-Protocol": `chat, ${secret}`, "Sec-WebSocket-Other": "x" }),
  );
  expect(fields).toEqual(
    [
      ["sec-websocket-version", "13"],
      ["sec-websocket-key", NONCE],
      ["sec-websocket-protocol", "chat, kw_redacted"],
    ].flat(),
  );
});

describe("an upstream's answer", () => {
  const asked = {
    "Sec-WebSocket-Protocol": "chat, superchat",
    "Sec-WebSocket-Extensions": "permessage-deflate; client_max_window_bits",
  };
  const answer = (fields: Record<string, string | undefined>, ask: Record<string, string> = asked) =>
    handshakeAnswer(headersOf({ ...HANDSHAKE, ...ask }), headersOf({ ...SWITCHED, ...fields }), ACCEPT);

  test("that proves to have read the handshake is passed on with what it chose, and nothing else", () => {
    const chosen = { "Sec-WebSocket-Protocol": "chat", "Sec-WebSocket-Extensions": "permessage-deflate" };
    expect(answer({ ...chosen, "Set-Cookie": "a=b" })).toEqual(
      [...Object.entries(SWITCHED), ...Object.entries(chosen)].flat(),
    );
  });

  test.each<[string, Record<string, string | undefined>]>([
    ["without the proof", { "Sec-WebSocket-Accept": undefined }],
    ["with the proof of another handshake", { "Sec-WebSocket-Accept": "AAAALMBiTxaQ9kYGzzhZRbK+xOo=" }],
    ["to another protocol", { Upgrade: "h2c" }],
    ["that switches nothing", { Connection: "keep-alive" }],
    ["with a protocol that was not offered", { "Sec-WebSocket-Protocol": "soup" }],
    ["with an extension that was not offered", { "Sec-WebSocket-Extensions": "permessage-soup" }],
  ])("%s is none", (_, fields) => {
    expect(answer(fields)).toBeNull();
  });

  test("that chooses where nothing was offered is none", () => {
    expect(answer({ "Sec-WebSocket-Protocol": "chat" }, {})).toBeNull();
    expect(answer({ "Sec-WebSocket-Extensions": "permessage-deflate" }, {})).toBeNull();
  });
});
