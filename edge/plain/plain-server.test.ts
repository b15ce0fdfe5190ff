import { once } from "node:events";
import { createServer, type Server, type ServerResponse } from "node:http";
import { type AddressInfo, connect, type Socket } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import type { ClientResponse } from "@/lib/forwarding/client-response";
import { answerSilence } from "../answer-unparsed";
import type { PlainRequest } from "./plain-request";
import { ServerWithPlainWay } from "./plain-server";

type Answering = (res: ClientResponse, target: string) => unknown;

const GET = (target: string, ...fields: string[]) =>
  [`GET ${target} HTTP/1.1`, "Host: a.example", ...fields, "", ""].join("\r\n");

let server: Server;
/** Which way each request took, in their order. */
let taken: string[];
let answer: Answering;
let open: Socket[];

beforeEach(async () => {
  taken = [];
  open = [];
  answer = (res, target) => whole(res, target);
  server = new ServerWithPlainWay(
    {
      connectionsCheckingInterval: 50,
      requireHostHeader: false,
      onSilent: answerSilence,
      onPlainRequest: ({ target }: PlainRequest, res) => {
        if (target.startsWith("/pages")) return false;
        taken.push(`plain ${target}`);
        answer(res, target);
        return true;
      },
    },
    (req, res) => {
      taken.push(`node ${req.method} ${req.url}`);
      answer(res, req.url ?? "");
    },
  );
  await listening(server);
});
afterEach(async () => {
  for (const socket of open) socket.destroy();
  server.closeAllConnections();
  if (server.listening) await new Promise((resolve) => server.close(resolve));
});

async function listening(to: Server): Promise<void> {
  await new Promise<void>((resolve) => to.listen(0, "127.0.0.1", resolve));
}

function whole(res: ClientResponse, text: string): void {
  res.writeHead(200, ["Content-Length", String(text.length)]);
  res.end(text);
}

/** A connection, and all it has heard. */
async function connected(to = server) {
  const socket = connect({
    port: (to.address() as AddressInfo).port,
    host: "127.0.0.1",
    allowHalfOpen: true,
  });
  open.push(socket);
  let heard = "";
  socket.on("data", (chunk) => {
    heard += chunk.toString("latin1");
  });
  socket.on("error", () => undefined);
  const ended = new Promise<void>(
    (resolve) => void socket.once("close", () => resolve()).once("end", () => resolve()),
  );
  await once(socket, "connect");
  const hears = (text: string) =>
    vi.waitFor(() => expect(heard).toContain(text), { timeout: 5_000, interval: 5 });
  return { socket, ended, heard: () => heard, hears };
}

describe("a connection", () => {
  test("is read past Node's parser as long as its requests are plain, and by that for good from the first that is not", async () => {
    const { socket, hears } = await connected();
    for (const target of ["/1", "/2", "/3"]) {
      socket.write(GET(target));
      await hears(`\r\n\r\n${target}`);
    }
    socket.write(GET("/4").replace("GET", "POST").replace("\r\n\r\n", "\r\nContent-Length: 2\r\n\r\nhi"));
    await hears("\r\n\r\n/4");
    socket.write(GET("/5"));
    await hears("\r\n\r\n/5");
    expect(taken).toEqual(["plain /1", "plain /2", "plain /3", "node POST /4", "node GET /5"]);
  });

  test("whose request is nobody's on the short way gets its answer from the other", async () => {
    const { socket, hears } = await connected();
    socket.write(GET("/1"));
    await hears("\r\n\r\n/1");
    socket.write(GET("/pages/1"));
    await hears("\r\n\r\n/pages/1");
    expect(taken).toEqual(["plain /1", "node GET /pages/1"]);
  });

  test("whose request comes in pieces loses none of them", async () => {
    const { socket, hears } = await connected();
    for (const piece of GET("/in-pieces", "X-Long: value").match(/.{1,7}/gs) ?? []) {
      socket.write(piece);
      await sleep(2);
    }
    await hears("\r\n\r\n/in-pieces");
    expect(taken).toEqual(["node GET /in-pieces"]);
  });

  test("on which requests come together answers them in their order", async () => {
    const { socket, hears } = await connected();
    socket.write(GET("/1") + GET("/2") + GET("/3"));
    await hears("\r\n\r\n/3");
    expect(taken).toEqual(["node GET /1", "node GET /2", "node GET /3"]);
  });

  test("on which requests come before the answer to one is there keeps them until then", async () => {
    const { socket, hears, heard } = await connected();
    let waiting: ClientResponse | undefined;
    answer = (res, target) => {
      if (target === "/slow") waiting = res;
      else whole(res, target);
    };
    socket.write(GET("/slow"));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    socket.write(GET("/2"));
    await sleep(20);
    socket.end(GET("/3"));
    await sleep(20);
    expect(taken).toEqual(["plain /slow"]);
    expect(heard()).toBe("");
    if (waiting !== undefined) whole(waiting, "/slow");
    await hears("\r\n\r\n/3");
    expect(taken).toEqual(["plain /slow", "node GET /2", "node GET /3"]);
    expect(heard().indexOf("/slow")).toBeLessThan(heard().indexOf("\r\n\r\n/2"));
  });

  test("that the client has half closed still gets what is answered in the same turn", async () => {
    const { socket, ended, heard } = await connected();
    answer = (res, target) => setImmediate(() => whole(res, target));
    socket.end(GET("/last"));
    await ended;
    expect(taken).toEqual(["plain /last"]);
    expect(heard()).toMatch(/\/last$/);
  });

  test("that the client leaves tells whoever answers, once and at once", async () => {
    let gone = 0;
    let left: ClientResponse | undefined;
    answer = (res) => {
      left = res;
      res.once("close", () => {
        gone += 1;
      });
    };
    const { socket } = await connected();
    socket.write(GET("/left"));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    expect(left?.destroyed).toBe(false);
    socket.destroy();
    await vi.waitFor(() => expect(gone).toBe(1));
    expect(left?.destroyed).toBe(true);
    // Too late is no error.
    if (left !== undefined) whole(left, "nobody");
    expect(gone).toBe(1);
  });

  test("of a client that does not read waits for it, and loses nothing", async () => {
    const chunk = Buffer.alloc(1 << 20, "x");
    let waited = 0;
    answer = async (res) => {
      res.writeHead(200, []);
      for (let at = 0; at < 24; at += 1) {
        if (res.write(chunk)) continue;
        waited += 1;
        await new Promise<void>((resolve) => void res.once("drain", resolve));
      }
      res.end();
    };
    const { socket, hears, heard } = await connected();
    socket.pause();
    socket.write(GET("/much"));
    await sleep(50);
    const before = waited;
    expect(before).toBeLessThan(24);
    await sleep(50);
    expect(waited).toBe(before);
    socket.resume();
    await hears("\r\n0\r\n\r\n");
    expect(heard().split("x").length - 1).toBe(24 << 20);
  });
});

test("a connection that the client wants closed ends with its answer, which says so, whatever comes behind it", async () => {
  const { socket, ended, heard } = await connected();
  let waiting: ClientResponse | undefined;
  answer = (res) => {
    waiting = res;
  };
  socket.write(GET("/last", "Connection: Close"));
  await vi.waitFor(() => expect(taken).toHaveLength(1));
  socket.write(GET("/behind"));
  await sleep(20);
  if (waiting !== undefined) whole(waiting, "/last");
  await ended;
  expect(taken).toEqual(["plain /last"]);
  expect(heard()).toContain("Connection: close\r\n");
  expect(heard()).toMatch(/\/last$/);
});

test("what comes behind the last answer of a connection is read by nobody", async () => {
  answer = (res) => {
    // More than fits: the connection is still there when the next request comes.
    res.writeHead(200, []);
    for (let at = 0; at < 24; at += 1) res.write(Buffer.alloc(1 << 20, "x"));
    res.end();
  };
  const { socket, ended, hears } = await connected();
  socket.pause();
  socket.write(GET("/last", "Connection: close"));
  await vi.waitFor(() => expect(taken).toHaveLength(1));
  socket.write(GET("/behind"));
  await sleep(30);
  socket.resume();
  await hears("\r\n0\r\n\r\n");
  await ended;
  expect(taken).toEqual(["plain /last"]);
});

test("a client that leaves with a request still to be read is not handed on", async () => {
  let waiting: ClientResponse | undefined;
  answer = (res) => {
    waiting = res;
  };
  const { socket } = await connected();
  socket.write(GET("/slow"));
  await vi.waitFor(() => expect(taken).toHaveLength(1));
  socket.write(GET("/2"));
  await sleep(20);
  socket.resetAndDestroy();
  await vi.waitFor(() => expect(waiting?.destroyed).toBe(true));
  if (waiting !== undefined) whole(waiting, "/slow");
  await new Promise<void>(
    (resolve) => void server.getConnections((_, count) => resolve(expect(count).toBe(0))),
  );
  expect(taken).toEqual(["plain /slow"]);
});

describe("silence", () => {
  const silence = async (settings: Partial<Server>) => {
    Object.assign(server, settings);
    return connected();
  };

  test("of a new connection ends as 408", async () => {
    const { ended, heard } = await silence({ headersTimeout: 60 });
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 408 /);
    // The client does not close its side, and is not asked to.
    await vi.waitFor(async () => {
      const open = await new Promise((resolve) => server.getConnections((_, count) => resolve(count)));
      expect(open).toBe(0);
    });
  });

  test("between two requests ends the connection without a word", async () => {
    const { socket, ended, hears, heard } = await silence({ keepAliveTimeout: 80 });
    socket.write(GET("/1"));
    await hears("\r\n\r\n/1");
    const said = heard();
    await ended;
    expect(heard()).toBe(said);
  });

  test("within a request has the longer limit, after which the connection is cut", async () => {
    answer = (res) => res.once("close", () => taken.push("cut"));
    const began = performance.now();
    const { socket, ended, heard } = await silence({ keepAliveTimeout: 60, timeout: 300 });
    socket.write(GET("/never"));
    await ended;
    expect(performance.now() - began).toBeGreaterThan(250);
    expect(heard()).toBe("");
    await vi.waitFor(() => expect(taken).toEqual(["plain /never", "cut"]));
  });

  test("between two requests is short again after one that took long", async () => {
    answer = (res, target) => setTimeout(() => whole(res, target), 120);
    const { socket, ended, hears } = await silence({ keepAliveTimeout: 60, timeout: 10_000 });
    socket.write(GET("/long"));
    await hears("\r\n\r\n/long");
    await ended;
  });

  test("in the middle of a head is Node's to end", async () => {
    const { socket, ended, heard } = await silence({ headersTimeout: 100 });
    socket.write("GET /half HTTP/1.1\r\n");
    await ended;
    expect(heard()).toMatch(/^HTTP\/1\.1 408 /);
  });
});

describe("a server that is closed", () => {
  test("ends what is idle at once, and what is under way with its answer", async () => {
    const [idle, busy] = [await connected(), await connected()];
    idle.socket.write(GET("/idle"));
    await idle.hears("\r\n\r\n/idle");
    let finish: () => void = () => undefined;
    answer = (res, target) => {
      finish = () => whole(res, target);
    };
    busy.socket.write(GET("/busy"));
    await vi.waitFor(() => expect(taken).toContain("plain /busy"));
    const closed = new Promise((resolve) => server.close(resolve));
    await idle.ended;
    finish();
    await Promise.all([busy.ended, closed]);
    expect(busy.heard()).toContain("Connection: close\r\n");
    expect(busy.heard()).toMatch(/\/busy$/);
  });

  test("cuts everything when it is told to", async () => {
    answer = () => undefined;
    const { socket, ended } = await connected();
    socket.write(GET("/never"));
    await vi.waitFor(() => expect(taken).toHaveLength(1));
    server.closeAllConnections();
    await ended;
  });
});

describe("the bytes of an answer are those of Node's own", () => {
  const list = (...fields: string[]) => fields;
  test.each<[string, Answering]>([
    ["with its length", (res) => whole(res, "hello")],
    [
      "in UTF-8",
      (res) => {
        res.writeHead(200, list("Content-Length", "6"));
        res.end("\u20ac\u20ac");
      },
    ],
    [
      "in one chunk",
      (res) => {
        res.writeHead(418, list("X-A", "b"));
        res.end("tea");
      },
    ],
    [
      "without a body, of unknown length",
      (res) => {
        res.writeHead(205, []);
        res.end();
      },
    ],
    [
      "of status 204",
      (res) => {
        res.writeHead(204, list("X-A", "b"));
        res.end();
      },
    ],
    [
      "of status 304 with a length",
      (res) => {
        res.writeHead(304, list("ETag", '"a"'));
        res.end();
      },
    ],
    [
      "of a status without a name",
      (res) => {
        res.writeHead(599, list("Content-Length", "0"));
        res.end();
      },
    ],
    [
      "with a value that is Latin-1",
      (res) => {
        res.writeHead(200, list("X-A", "caf\u00e9\t!", "Content-Length", "0"));
        res.end();
      },
    ],
    [
      "in pieces with a length",
      (res) => {
        res.writeHead(200, list("Content-Length", "6"));
        res.write(Buffer.from("abc"));
        setTimeout(() => res.end(Buffer.from("def")), 5);
      },
    ],
    [
      "in chunks",
      (res) => {
        res.writeHead(200, list("Content-Type", "text/plain"));
        res.flushHeaders();
        res.write(Buffer.from("abc"));
        res.write(Buffer.alloc(20_000, "x"));
        setTimeout(() => res.end(), 5);
      },
    ],
  ])("%s", async (_, answering) => {
    answer = answering;
    const node = createServer((_req, res: ServerResponse) => void answering(res, ""));
    node.keepAliveTimeout = server.keepAliveTimeout;
    await listening(node);
    const [ours, theirs] = [await connected(), await connected(node)];
    for (const { socket } of [ours, theirs]) socket.write(GET("/"));
    await vi.waitFor(() => expect(theirs.heard()).not.toBe(""));
    await sleep(40);
    const masked = (text: string) => text.replace(/Date: [^\r]+/, "Date: now");
    expect(masked(ours.heard())).toBe(masked(theirs.heard()));
    expect(ours.heard()).toMatch(/\r\nDate: [A-Z][a-z]{2}, \d\d [A-Z][a-z]{2} \d{4} \d\d:\d\d:\d\d GMT\r\n/);
    expect(taken).toEqual(["plain /"]);
    node.closeAllConnections();
    node.close();
  });

  test.each([
    ["X-A", "b\r\nSet-Cookie: c=d"],
    ["X-A\r\nX-B", "c"],
    ["X A", "b"],
    ["", "b"],
    ["X-A", "\u20ac"],
    ["X-A", "nul\0"],
  ])("and nothing that ends a field can be in one: %j %j", async (name, value) => {
    let refused: unknown;
    answer = (res) => {
      try {
        res.writeHead(200, [name, value]);
      } catch (error) {
        refused = error;
      }
      expect(res.headersSent).toBe(false);
      whole(res, "as it should be");
    };
    const { socket, hears, heard } = await connected();
    socket.write(GET("/"));
    await hears("as it should be");
    expect(refused).toBeInstanceOf(TypeError);
    expect(heard()).not.toContain("Set-Cookie");
    expect(heard()).not.toContain("X-B");
  });
});
