import { createServer, type RequestListener, type Server } from "node:http";
import { answerSilence, answerUnparsed, refuseConnect } from "./answer-unparsed";
import { choosyMessage } from "./choosy-message";
import type { PlainListener } from "./plain/plain-connection";
import { ServerWithPlainWay } from "./plain/plain-server";
import type { Upgrades } from "./upgrades";

const SECOND = 1_000;

export type ListenOptions = {
  readonly hosts: readonly string[];
  readonly port: number;
  /** Answers every request, those included that ask for an upgrade and do not get one. */
  readonly onRequest: RequestListener;
  /** The same for clients that wait for `100 Continue`. */
  readonly onExpectingRequest: RequestListener;
  readonly upgrades: Upgrades;
  /** Answers the plainest requests past Node's parser; left out, all of them go through it. */
  readonly onPlainRequest?: PlainListener;
};

/**
 * Listens on every host, and resolves once all of them accept.
 *
 * A slow head ends after 10 s, a slow request after 2 minutes, a silent connection after 65 s between requests and after
 * 2 minutes within one; line and fields together stay below 16 KiB. `::1` is skipped on a machine without IPv6.
 * @throws {Error} With the code of `listen`, when a host cannot be bound; then nothing listens.
 */
export async function listenOn(options: ListenOptions): Promise<Server[]> {
  const servers: Server[] = [];
  try {
    for (const host of options.hosts) {
      const server = newServer(options);
      try {
        await bound(server, host, options.port);
        servers.push(server);
      } catch (error) {
        const isWithoutIpv6 =
          host === "::1" && servers.length > 0 && /EADDRNOTAVAIL|EAFNOSUPPORT/.test(codeOf(error));
        if (!isWithoutIpv6) throw error;
      }
    }
    return servers;
  } catch (error) {
    for (const server of servers) server.close();
    throw error;
  }
}

function newServer({ onRequest, onExpectingRequest, onPlainRequest, upgrades }: ListenOptions): Server {
  const settings = {
    maxHeaderSize: 16_384,
    connectionsCheckingInterval: 2 * SECOND,
    // A missing Host is gate 1's to refuse: Node would answer without a word.
    requireHostHeader: false,
    IncomingMessage: choosyMessage(upgrades.mayLeave),
  };
  const server =
    onPlainRequest === undefined
      ? createServer(settings, onRequest)
      : new ServerWithPlainWay({ ...settings, onPlainRequest, onSilent: answerSilence }, onRequest);
  server.headersTimeout = 10 * SECOND;
  server.requestTimeout = 120 * SECOND;
  server.keepAliveTimeout = 65 * SECOND;
  server.timeout = 120 * SECOND;
  server.on("checkContinue", onExpectingRequest);
  // What else a client may expect, nobody promised it.
  server.on("checkExpectation", onRequest);
  server.on("clientError", answerUnparsed);
  server.on("connect", (_, socket) => refuseConnect(socket));
  server.on("upgrade", (req, _, head) => upgrades.answer(req, head));
  return server;
}

function bound(server: Server, host: string, port: number): Promise<void> {
  return new Promise((resolve, reject) => {
    server.once("error", reject);
    server.listen({ host, port, backlog: 1024 }, () => {
      server.off("error", reject);
      resolve();
    });
  });
}

function codeOf(error: unknown): string {
  return error instanceof Error && "code" in error ? String(error.code) : "";
}
