import { once } from "node:events";
import { createServer, request, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { expect, test } from "vitest";
import { AnswerBody } from "./answer-body";
import { endInOne } from "./end-in-one";

type Seen = { readonly status: number | undefined; readonly body: Buffer; readonly writes: number };

/** What a client gets of an answer, and in how many pieces its socket was handed it. */
async function answered(answer: (res: ServerResponse) => unknown, method = "GET"): Promise<Seen> {
  let writes = 0;
  const server = createServer((_, res) => {
    const { socket } = res;
    if (socket === null) throw new Error("An answer has a socket.");
    const write = socket.write.bind(socket) as (...args: unknown[]) => boolean;
    socket.write = (...args: unknown[]) => {
      if (String(args[0]) !== "") writes += 1;
      return write(...args);
    };
    void answer(res);
  });
  await once(server.listen(0, "127.0.0.1"), "listening");
  const asked = request({ port: (server.address() as AddressInfo).port, method, agent: false }).end();
  const [response] = (await once(asked, "response")) as [import("node:http").IncomingMessage];
  const pieces: Buffer[] = [];
  for await (const piece of response) pieces.push(piece as Buffer);
  server.close();
  return { status: response.statusCode, body: Buffer.concat(pieces), writes };
}

const NOWHERE = { record: () => undefined };
const EVERY_BYTE = Buffer.from(Array.from({ length: 256 }, (_, byte) => byte));
const declared = { "Content-Length": String(EVERY_BYTE.length) };

test.each([
  ["of declared length", declared],
  ["in chunks", {}],
])("a small body %s goes out with its head, byte for byte", async (_, headers) => {
  const seen = await answered((res) => {
    res.writeHead(200, headers);
    const body = new AnswerBody(res, NOWHERE);
    body.begin();
    body.write(EVERY_BYTE);
    body.end(undefined);
  });
  expect(seen).toEqual({ status: 200, body: EVERY_BYTE, writes: 1 });
});

test("what is still to come keeps back neither the head nor what came with it", async () => {
  const states: boolean[] = [];
  const seen = await answered(async (res) => {
    res.writeHead(200, {});
    const body = new AnswerBody(res, NOWHERE);
    body.begin();
    states.push(res.writableLength > 0);
    body.write(EVERY_BYTE);
    await turn();
    states.push((res.socket?.bytesWritten ?? 0) > EVERY_BYTE.length);
    body.write(EVERY_BYTE);
    body.end(EVERY_BYTE);
  });
  expect(states).toEqual([false, true]);
  expect(seen.body).toEqual(Buffer.concat([EVERY_BYTE, EVERY_BYTE, EVERY_BYTE]));
});

test("a body that is not small is never copied, and comes whole", async () => {
  const large = Buffer.alloc(100_000, "large ");
  const seen = await answered((res) => {
    res.writeHead(200, {});
    const body = new AnswerBody(res, NOWHERE);
    body.begin();
    body.write(EVERY_BYTE);
    body.write(large);
    body.end(undefined);
  });
  expect(seen.body).toEqual(Buffer.concat([EVERY_BYTE, large]));
});

test("HEAD gets no body, and an answer whose head is out already gets all of it", async () => {
  const text = EVERY_BYTE.toString("latin1");
  const end = (res: ServerResponse) => {
    res.writeHead(200, declared);
    endInOne(res, text, NOWHERE);
  };
  expect(await answered(end, "HEAD")).toMatchObject({ status: 200, body: Buffer.alloc(0) });
  expect(await answered(end)).toEqual({ status: 200, body: EVERY_BYTE, writes: 1 });
  const late = await answered((res) => {
    res.writeHead(200, declared);
    res.flushHeaders();
    endInOne(res, text, NOWHERE);
  });
  expect(late.body).toEqual(EVERY_BYTE);
});
