import { randomBytes } from "node:crypto";
import { setTimeout as sleep } from "node:timers/promises";
import { expect } from "vitest";
import { REFUSALS, type RefusalCode } from "@/lib/edge/verdict";
import { headerOf, type RawAnswer, readAnswer } from "./answer";
import { productFacts } from "./cast";
import { exchange } from "./client";
import { fillIn, firstName } from "./fill-in";
import { judgeAnswer } from "./judge-answer";
import { judgeSeen } from "./judge-seen";
import type { Body, ExpectedSeen, Row } from "./row";
import type { StartedHost, World } from "./world";

/** Sends a row to a host and judges everything about it but the counting, which `expectedCounts` tells. */
export async function runRow(row: Row, world: World, host: StartedHost): Promise<RawAnswer> {
  const { send, gets } = row;
  const fill = (text: string) => fillIn(text, host.cast);
  const { upstream } = world;
  await upstream.expect(row.answers);
  const before = (row.after ?? []).map(({ line, fields }) => headText(line, fields, host.port, {}));
  const content = contentOf(send.body, fill);
  const framing = send.body && { framing: send.body.framing, length: content.length };
  const head =
    before.join("") +
    headText(send.line, send.fields, host.port, { isBare: send.isBare, isLast: true }, framing);
  const wire = await exchange({
    port: host.port,
    head: Buffer.from(fill(head), "latin1"),
    body: Buffer.concat([framed(content, send.body), Buffer.from(fill(send.trailing ?? ""), "latin1")]),
    waitsForContinue: send.waitsForContinue ?? false,
    isInPieces: host.isSentInPieces,
    from: send.from,
    ...(send.leaves && { leavesAfter: upstream.nextRequest() }),
  });

  let at = 0;
  for (const { line, status } of row.after ?? []) {
    const answer = readAnswer(wire, at, line.startsWith("HEAD "));
    expect(answer.status).toBe(status);
    at = answer.end;
  }
  const answer = readAnswer(wire, at, send.line.startsWith("HEAD "));
  if (gets.isNothing) expect(wire.length).toBe(0);
  else {
    judgeAnswer(answer, row, filledValues(gets.headers, fill), host.publicUrl);
    if (answer.isWhole) expect(wire.subarray(answer.end).toString("latin1"), "after the answer").toBe("");
  }
  for (const { secret } of Object.values(host.cast)) {
    expect(wire.includes(secret), "a secret came back").toBe(false);
  }
  const seen = upstream.seen.slice((row.after ?? []).filter(({ status }) => status === 200).length);
  if (row.upstream === "any") return answer;
  if (expectsUpstream(row)) {
    expect(seen).toHaveLength(1);
    // The client may have its answer before the upstream has noticed the end of the request.
    for (let wait = 0; wait < 100 && seen[0]?.state === "arriving"; wait += 1) await sleep(10);
    const id = keyNameOf(row);
    for (const one of seen) {
      const { target, headers, ...rest } = row.upstream ?? {};
      const expected = {
        ...rest,
        ...(target !== undefined && { target: fill(target) }),
        headers: filledValues(headers, fill),
      };
      judgeSeen(one, expected, {
        cast: host.cast,
        assertionSecrets: world.assertionSecrets,
        sent: content,
        requestId: gets.isNothing ? null : headerOf(answer.rawHeaders, "x-request-id"),
        keyId: id === null ? undefined : host.cast[id]?.id,
      });
    }
  } else expect(seen).toEqual([]);
  return answer;
}

/** The groups a row is counted in: `key product status code`. */
export function expectedCounts(row: Row): string[] {
  const { gets } = row;
  const product = row.product ?? productOf(row.send.line);
  // A preflight counts as nothing.
  const before = (row.after ?? [])
    .filter(({ status }) => status !== 204)
    .map(({ status }) => `${keyNameOf(row)} ${product} ${status} ${status === 429 ? "qps_exceeded" : "-"}`);
  if (row.counted === false || (gets.isUnparsed && row.counted === undefined)) return before;
  const code = codeOfRow(row);
  const gate = code === undefined ? 13 : REFUSALS[code].gate;
  const knowsKey = row.key !== undefined || gate >= 7;
  const knowsProduct =
    row.product !== undefined ||
    (gate >= 2 && code !== "no_such_product") ||
    code === "body_too_large" ||
    code === "upgrade_not_supported";
  const status = row.counted ?? gets.status;
  return [
    ...before,
    [knowsKey ? keyNameOf(row) : "-", knowsProduct ? product : "-", status, code ?? "-"].join(" "),
  ];
}

/** What a row adds to the count of broken rules that only observe: `key kind+kind`, once for each of its calls. */
export function expectedObservations(row: Row): string[] {
  const { observes = [], after = [] } = row;
  if (observes.length === 0) return [];
  return new Array(after.length + 1).fill(`${keyNameOf(row)} ${observes.join("+")}`);
}

function codeOfRow({ gets, unnamed }: Row): RefusalCode | undefined {
  return gets.code ?? unnamed;
}

function keyNameOf(row: Row): string | null {
  return row.key ?? firstName([row.send.line, ...(row.send.fields ?? [])]);
}

function productOf(line: string): string {
  const target = line.split(" ")[1] ?? "";
  const found = Object.entries(productFacts).find(([, { root }]) => target.startsWith(`${root}/`));
  return found?.[0] ?? "-";
}

function expectsUpstream(row: Row): boolean {
  if (row.upstream !== undefined) return row.upstream !== null;
  const { gets } = row;
  return codeOfRow(row) === undefined && !gets.isUnparsed && row.counted !== false;
}

function headText(
  line: string,
  fields: readonly string[] = [],
  port: number,
  { isBare = false, isLast = false }: { isBare?: boolean | undefined; isLast?: boolean },
  framing?: { readonly framing: Body["framing"]; readonly length: number },
): string {
  const has = (name: string) => fields.some((field) => field.toLowerCase().startsWith(`${name}:`));
  const added: string[] = [];
  if (!isBare && !has("host")) added.push(`Host: localhost:${port}`);
  if (framing?.framing === "chunked") added.push("Transfer-Encoding: chunked");
  else if (framing) added.push(`Content-Length: ${framing.length}`);
  if (isLast && !isBare && !has("connection")) added.push("Connection: close");
  return [line, ...added, ...fields, "", ""].join("\r\n");
}

function contentOf(body: Body | undefined, fill: (text: string) => string): Buffer {
  if (body === undefined) return Buffer.alloc(0);
  return typeof body.content === "number"
    ? randomBytes(body.content)
    : Buffer.from(fill(body.content), "latin1");
}

/** Chunks of uneven sizes, so that no border of theirs is one of ours. */
function framed(content: Buffer, body: Body | undefined): Buffer {
  if (body?.framing !== "chunked") return content;
  const parts: Buffer[] = [];
  for (let at = 0, size = 1; at < content.length; at += size, size = Math.min(size * 7, 100_003)) {
    const chunk = content.subarray(at, at + size);
    parts.push(Buffer.from(`${chunk.length.toString(16)}\r\n`), chunk, Buffer.from("\r\n"));
  }
  return Buffer.concat([...parts, Buffer.from("0\r\n\r\n")]);
}

function filledValues(
  values: ExpectedSeen["headers"],
  fill: (text: string) => string,
): Record<string, string | RegExp | null> {
  return Object.fromEntries(
    Object.entries(values ?? {}).map(([name, value]) => [
      name,
      typeof value === "string" ? fill(value) : value,
    ]),
  );
}
