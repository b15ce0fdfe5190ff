import { createServer, type IncomingHttpHeaders, type RequestListener, type ServerResponse } from "node:http";
import type { AddressInfo } from "node:net";

export type Received = { method: string; path: string; headers: IncomingHttpHeaders; body: string };

/** A receiver of webhooks on this machine: keeps what it got, and answers as it is told to at the moment. */
export type Receiver = {
  url: string;
  received: Received[];
  /** A status, or a listener for what no status says. */
  answer: number | ((response: ServerResponse, got: Received) => void);
};

/** Listens as long as the process lives, and does not keep it alive; answers 204 unless told otherwise. */
export async function makeReceiver(): Promise<Receiver> {
  const receiver: Receiver = { url: "", received: [], answer: 204 };
  const listener: RequestListener = async (request, response) => {
    let body = "";
    for await (const chunk of request) body += chunk;
    const got = {
      method: request.method ?? "",
      path: request.url ?? "",
      headers: request.headers,
      body,
    };
    receiver.received.push(got);
    if (typeof receiver.answer === "number") response.writeHead(receiver.answer).end();
    else receiver.answer(response, got);
  };
  const server = createServer(listener);
  server.unref();
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  receiver.url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/hook`;
  return receiver;
}
