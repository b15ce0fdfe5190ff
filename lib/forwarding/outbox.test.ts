import { once } from "node:events";
import { Agent, createServer, IncomingMessage, request, ServerResponse } from "node:http";
import { type AddressInfo, Socket } from "node:net";
import { setImmediate as turn } from "node:timers/promises";
import { afterEach, beforeEach, expect, test } from "vitest";
import { endInOne } from "./end-in-one";
import { emptyOutbox } from "./outbox";

const server = createServer((_, res) => arrived(res));
let arrived: (res: ServerResponse) => void = () => undefined;
const agent = new Agent({ keepAlive: true });

beforeEach(async () => {
  await once(server.listen(0, "127.0.0.1"), "listening");
});
afterEach(async () => {
  agent.destroy();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

function ask() {
  return request({ port: (server.address() as AddressInfo).port, agent }).end();
}

/** An answer with nothing left to do but its end, and how much of it has left. */
async function asked(): Promise<{ res: ServerResponse; left: () => number; status: Promise<unknown> }> {
  const come = new Promise<ServerResponse>((resolve) => {
    arrived = resolve;
  });
  const status = once(ask(), "response").then(([response]) => {
    response.resume();
    return response.statusCode;
  });
  const res = await come;
  res.writeHead(403, { "Content-Length": "2" });
  const { socket } = res;
  return { res, left: () => socket?.bytesWritten ?? 0, status };
}

test("answers of one turn leave together, after their records went to the system", async () => {
  const answers = [await asked(), await asked()];
  const seen: [string, number][] = [];
  const left = () => answers.reduce((sum, answer) => sum + answer.left(), 0);
  const sink = { record: () => undefined, writeOut: () => void seen.push(["writeOut", left()]) };
  for (const { res } of answers) endInOne(res, "no", sink);
  seen.push(["this turn", left()]);
  await turn();
  expect(seen[0]).toEqual(["this turn", 0]);
  expect(seen[1]).toEqual(["writeOut", 0]);
  for (const answer of answers) {
    expect(answer.left()).toBeGreaterThan(0);
    expect(await answer.status).toBe(403);
  }
});

test("whoever is about to keep a turn busy can let them go before", async () => {
  const answer = await asked();
  endInOne(answer.res, "no", { record: () => undefined });
  emptyOutbox();
  expect(answer.left()).toBeGreaterThan(0);
  expect(await answer.status).toBe(403);
});

test("a long turn keeps back no more than 128 of them, and one whose client is gone takes no other along", async () => {
  const gone = await asked();
  gone.status.catch(() => undefined);
  gone.res.socket?.destroy();
  const answers = await Promise.all([asked()]);
  const sink = { record: () => undefined };
  endInOne(gone.res, "no", sink);
  const [kept] = answers;
  if (kept === undefined) throw new Error("One was asked for.");
  endInOne(kept.res, "no", sink);
  for (let more = 0; more < 125; more += 1) endInOne(idle(), "no", sink);
  expect(kept.left()).toBe(0);
  endInOne(idle(), "no", sink);
  expect(kept.left()).toBeGreaterThan(0);
  expect(await kept.status).toBe(403);
});

/** An answer on no connection. */
function idle(): ServerResponse {
  const res = new ServerResponse(new IncomingMessage(new Socket()));
  res.writeHead(403, { "Content-Length": "2" });
  return res;
}
