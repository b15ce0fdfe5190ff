import { readAnswer } from "@/test/edge/answer";
import { exchange } from "@/test/edge/client";
import { demo } from "../demo";

export type DemoAnswer = { readonly status: number; readonly headers: Headers; readonly body: Buffer };

/** From the demo's own file: the runner takes `BASE_URL` for itself. */
const baseUrl = new URL(demo.url);

/** One request to the demo, its line and fields as given, `Host` and `Connection: close` added. */
export async function rawRequest(line: string, fields: readonly string[] = []): Promise<DemoAnswer> {
  const head = [line, `Host: ${baseUrl.host}`, ...fields, "Connection: close", "", ""].join("\r\n");
  const wire = await exchange({
    port: Number(baseUrl.port || 80),
    head: Buffer.from(head, "latin1"),
    body: Buffer.alloc(0),
    waitsForContinue: false,
  });
  const { status, rawHeaders, body } = readAnswer(wire, 0, line.startsWith("HEAD "));
  const headers = new Headers();
  for (let at = 0; at + 1 < rawHeaders.length; at += 2)
    headers.append(rawHeaders[at] ?? "", rawHeaders[at + 1] ?? "");
  return { status, headers, body };
}

export function problemOf({ headers, body }: DemoAnswer): { code: string } {
  const type = headers.get("content-type");
  if (type !== "application/problem+json")
    throw new Error(`Not a problem but ${type}: ${body.subarray(0, 200)}`);
  return JSON.parse(body.toString());
}
