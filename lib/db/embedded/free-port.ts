import { createServer } from "node:net";

const FIRST = 15_000;
/** Ports of each process, and processes with ports of their own: together they end below 25,000. */
const PORTS = 100;
const SHARES = 100;
let asked = 0;

/**
 * A port of the loopback interface that nobody listens on, and that nobody is given by chance before whoever it is for has bound it.
 *
 * It lies below the ports from which a kernel takes one for a connection, or for a server that asks for any (32,768 and up on Linux,
 * 49,152 by RFC 6335 §6): a server that takes seconds to start found its port taken that way. Processes look in shares of their own,
 * and one process is not given the same port twice in a hundred.
 *
 * @throws {Error} When all ports of the share are taken.
 */
export async function freePort(): Promise<number> {
  const share = FIRST + (process.pid % SHARES) * PORTS;
  for (let tries = 0; tries < PORTS; tries += 1) {
    const port = share + (asked++ % PORTS);
    if (await isFree(port)) return port;
  }
  throw new Error(`Every port from ${share} to ${share + PORTS - 1} is taken.`);
}

/** Whether nobody listens on this port of the loopback interface at this moment. */
export function isFree(port: number): Promise<boolean> {
  return new Promise((resolve) => {
    const server = createServer();
    server.once("error", () => resolve(false));
    server.listen(port, "127.0.0.1", () => server.close(() => resolve(true)));
  });
}
