import { connect } from "node:net";

export type RawAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: string;
};

/** Sends exactly these bytes and collects what comes until the other side closes, or `waitMs` of silence pass. */
export function sendBytes(port: number, bytes: string, waitMs = 5_000): Promise<string> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect({ host: "127.0.0.1", port });
    socket.setTimeout(waitMs, () => socket.destroy());
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(Buffer.concat(chunks).toString("latin1")));
    socket.write(Buffer.from(bytes, "latin1"));
  });
}

/** One request with fields as given, `Host` and `Connection: close` added, and the first answer to it. */
export async function ask(
  port: number,
  target: string,
  fields: readonly string[] = [],
  { method = "GET", body = "" }: { method?: string; body?: string } = {},
): Promise<RawAnswer> {
  const length = body === "" ? [] : [`Content-Length: ${body.length}`];
  const head = [`${method} ${target} HTTP/1.1`, "Host: gateway.example", ...length, ...fields];
  return parse(await sendBytes(port, [...head, "Connection: close", "", body].join("\r\n")));
}

/** The first answer in what came; status 0 when there is none. */
export function parse(raw: string): RawAnswer {
  const end = raw.indexOf("\r\n\r\n");
  const [line = "", ...fields] = raw.slice(0, Math.max(0, end)).split("\r\n");
  const headers = new Headers();
  for (const field of fields) {
    const at = field.indexOf(":");
    headers.append(field.slice(0, at), field.slice(at + 1).trim());
  }
  const rest = raw.slice(end + 4);
  const body = headers.get("transfer-encoding") === "chunked" ? dechunked(rest) : rest;
  return { status: Number(line.split(" ")[1] ?? 0), headers, body };
}

function dechunked(rest: string): string {
  let body = "";
  for (let at = 0; ; ) {
    const end = rest.indexOf("\r\n", at);
    const size = end === -1 ? 0 : Number.parseInt(rest.slice(at, end), 16);
    if (!(size > 0)) return body;
    body += rest.slice(end + 2, end + 2 + size);
    at = end + 2 + size + 2;
  }
}

/** How many answers are in what came on one connection. */
export function countAnswers(raw: string): number {
  return raw.match(/HTTP\/1\.[01] \d{3} /g)?.length ?? 0;
}
