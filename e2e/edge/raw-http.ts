import { connect } from "node:net";
import { demo } from "../demo";

export type RawAnswer = {
  readonly status: number;
  readonly headers: Headers;
  readonly body: Buffer;
  /** Everything that came, for canaries. */
  readonly raw: Buffer;
};

/** From the demo's own file: the runner takes `BASE_URL` for itself. */
export const baseUrl = new URL(demo.url);
const address = { host: "127.0.0.1", port: Number(baseUrl.port || 80) };

/** Sends exactly these bytes and collects whatever comes until the other side closes, or `waitMs` of silence pass. */
export function exchangeBytes(
  bytes: string | Buffer | (string | Buffer)[],
  waitMs = 20_000,
): Promise<Buffer> {
  return new Promise((resolve) => {
    const chunks: Buffer[] = [];
    const socket = connect(address);
    socket.setTimeout(waitMs, () => socket.destroy());
    socket.on("data", (chunk: Buffer) => chunks.push(chunk));
    socket.on("error", () => undefined);
    socket.on("close", () => resolve(Buffer.concat(chunks)));
    for (const part of Array.isArray(bytes) ? bytes : [bytes]) {
      socket.write(typeof part === "string" ? Buffer.from(part, "latin1") : part);
    }
  });
}

/** One request line and fields as given (`Connection: close` is added), one answer. */
export async function rawRequest(
  line: string,
  fields: readonly string[] = [],
  body: string | Buffer = "",
): Promise<RawAnswer> {
  const hasHost = fields.some((field) => /^host\s*:/i.test(field));
  const head = [line, ...(hasHost ? [] : [`Host: ${baseUrl.host}`]), ...fields, "Connection: close", "", ""];
  return parseAnswer(await exchangeBytes([head.join("\r\n"), body]));
}

/** The first answer in what came; status 0 when nothing did. */
export function parseAnswer(raw: Buffer): RawAnswer {
  const end = raw.indexOf("\r\n\r\n");
  const [line = "", ...fields] = raw.subarray(0, Math.max(0, end)).toString("latin1").split("\r\n");
  const headers = new Headers();
  for (const field of fields) {
    const at = field.indexOf(":");
    headers.append(field.slice(0, at), field.slice(at + 1).trim());
  }
  const rest = raw.subarray(end + 4);
  const body = headers.get("transfer-encoding") === "chunked" ? dechunk(rest) : rest;
  return { status: Number(line.split(" ")[1] ?? 0), headers, body, raw };
}

function dechunk(rest: Buffer): Buffer {
  const chunks: Buffer[] = [];
  for (let at = 0; ; ) {
    const end = rest.indexOf("\r\n", at);
    const size = end === -1 ? 0 : Number.parseInt(rest.subarray(at, end).toString("latin1"), 16);
    if (!(size > 0)) return Buffer.concat(chunks);
    chunks.push(rest.subarray(end + 2, end + 2 + size));
    at = end + 2 + size + 2;
  }
}

/** How many answers are in what came on one connection. */
export function countAnswers(raw: Buffer): number {
  return raw.toString("latin1").match(/HTTP\/1\.1 \d{3} /g)?.length ?? 0;
}

export function problemOf({ headers, body }: RawAnswer): { code: string; status: number; instance?: string } {
  const type = headers.get("content-type");
  if (type !== "application/problem+json")
    throw new Error(`Not a problem but ${type}: ${body.subarray(0, 200)}`);
  return JSON.parse(body.toString());
}
