import { once } from "node:events";
import { type AddressInfo, connect, createServer, type Socket } from "node:net";
import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { closeFrame } from "./frame-boundary";
import { Tunnel, type TunnelBytes } from "./tunnel";

const IDLE_MS = 60_000;

const opened: Socket[] = [];
beforeEach(() => {
  vi.useFakeTimers({ toFake: ["setTimeout", "clearTimeout"] });
});
afterEach(() => {
  vi.useRealTimers();
  for (const socket of opened.splice(0)) socket.destroy();
});

/** Two ends of a connection. */
async function pair(): Promise<[far: Socket, near: Socket]> {
  const server = createServer({ allowHalfOpen: true }).listen(0, "127.0.0.1");
  await once(server, "listening");
  const far = connect((server.address() as AddressInfo).port, "127.0.0.1");
  const [near] = (await once(server, "connection")) as [Socket];
  server.close();
  for (const socket of [far, near]) opened.push(socket.on("error", () => undefined));
  return [far, near];
}

async function joined() {
  const [person, client] = await pair();
  const [service, upstream] = await pair();
  const over: TunnelBytes[] = [];
  const tunnel = new Tunnel({
    client,
    upstream,
    idleMs: IDLE_MS,
    onOver: (bytes) => void over.push(bytes),
  });
  const read = (socket: Socket) => {
    let text = "";
    socket.on("data", (chunk) => {
      text += chunk.toString("latin1");
    });
    return () => text;
  };
  return { tunnel, person, service, heard: read(person), asked: read(service), over: () => over };
}

test("what was sent behind the handshake goes first, and every byte is counted", async () => {
  const { tunnel, person, service, heard, asked, over } = await joined();
  person.write("second");
  tunnel.open(Buffer.from("first "));
  await expect.poll(asked).toBe("first second");
  service.end("answer");
  await expect.poll(over).toEqual([{ bytesIn: 12, bytesOut: 6 }]);
  expect(heard()).toBe("answer");
});

test("without a byte either way it ends, and says so", async () => {
  const { tunnel, person, heard, over } = await joined();
  tunnel.open(new Uint8Array());
  vi.advanceTimersByTime(IDLE_MS);
  await once(person, "end");
  expect(heard()).toBe(closeFrame(1001, "idle").toString("latin1"));
  await expect.poll(over).toHaveLength(1);
});

test("bytes of either side keep it from being idle", async () => {
  const { tunnel, person, service, heard } = await joined();
  tunnel.open(new Uint8Array());
  for (const [from, to] of [
    [person, service],
    [service, person],
    [person, service],
  ] as const) {
    from.write("\x82\x01a", "latin1");
    await once(to, "data");
    vi.advanceTimersByTime(IDLE_MS - 1);
  }
  expect(heard()).toBe("\x82\x01a");
});

test("who was told of the end and stays is cut", async () => {
  const { tunnel, person, over } = await joined();
  person.allowHalfOpen = true;
  tunnel.open(new Uint8Array());
  tunnel.end(1008, "key_disabled");
  tunnel.end(1001, "again");
  await once(person, "end");
  expect(over()).toEqual([]);
  vi.advanceTimersByTime(2_000);
  await expect.poll(over).toEqual([{ bytesIn: 0, bytesOut: 0 }]);
});
