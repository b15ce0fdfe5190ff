import { crc32 } from "node:zlib";
import type { RestrictionKind, UsageRecord } from "@/lib/edge/ports";
import { shown } from "@/lib/edge/shown";

/**
 * Formats of one line: the first this product wrote, the one of a call that ended, the one of a call that was let through
 * and has yet to end. A reader skips, and counts, lines of a format it does not know.
 */
const FIRST = "1";
const ENDED = "2";
const ADMITTED = "2a";

/** Fields of each format, version and checksum included. */
const FIELDS: Readonly<Record<string, number>> = { [FIRST]: 14, [ENDED]: 25, [ADMITTED]: 26 };

const MAX_VALUE_LENGTH = 128;
const MAX_EXPLANATION_LENGTH = 200;
const PLAIN = /^[A-Za-z0-9_.:/{}+ -]{0,128}$/;

/** What one line says: a call, and whose it is when its end has yet to come. */
export type Line = {
  readonly usage: UsageRecord;
  /** The journal that let the call through; null when the call ended. */
  readonly admittedBy: string | null;
};

/**
 * The line of a call that ended: version, fields and a CRC-32 of what precedes, separated by tabs, ended by a line feed.
 *
 * No value can break the line or what is stored of it: control characters are written as `\uXXXX`, everything else outside
 * printable ASCII is percent-encoded. Whatever is shaped like one of our secrets is replaced first, wherever it stands.
 * Numbers are whole and never negative; the latency is in microseconds.
 */
export function encodeLine(record: UsageRecord): string {
  return sealed(`${ENDED}\t${fieldsOf(record)}`);
}

/** The line of a call that was let through, written by the journal `owner`. Counted only if its end never comes. */
export function encodeAdmitted(record: UsageRecord, owner: string): string {
  return sealed(`${ADMITTED}\t${fieldsOf(record)}\t${text(owner)}`);
}

/** What a line (without its line feed) says, or `null` when it is torn, damaged or of an unknown format. */
export function decodeLine(line: string): Line | null {
  const end = line.lastIndexOf("\t");
  if (end < 0 || crc32(line.slice(0, end)).toString(16) !== line.slice(end + 1)) return null;
  const fields = line.split("\t");
  const version = fields[0] ?? "";
  if (fields.length !== FIELDS[version]) return null;
  const [, at, org, key, secret, product, cls, status, code, bytesIn, bytesOut, latency, ip] = fields;
  const [token, endpoint, method, access, saw, rule, observed, country, agent, referrer, requestId, owner] =
    version === FIRST ? [] : fields.slice(13);
  const usage: UsageRecord = {
    at: Number(at),
    orgId: plain(org),
    keyId: plain(key),
    secretId: plain(secret),
    tokenId: plain(token),
    productId: plain(product),
    classId: plain(cls),
    endpoint: plain(endpoint),
    method: plain(method),
    access: access === "read" || access === "write" ? access : "",
    status: Number(status),
    code: plain(code),
    saw: plain(saw),
    rule: plain(rule),
    observed: kindsOf(plain(observed)),
    bytesIn: Number(bytesIn),
    bytesOut: Number(bytesOut),
    latencyMs: version === FIRST ? Number(latency) : Number(latency) / 1000,
    ip: plain(ip),
    country: plain(country),
    agent: plain(agent),
    referrer: plain(referrer),
    requestId: plain(requestId),
  };
  return { usage, admittedBy: version === ADMITTED ? plain(owner) : null };
}

const KINDS: readonly RestrictionKind[] = ["domain", "ip", "user_agent", "country", "hours"];

function kindsOf(joined: string): readonly RestrictionKind[] {
  return joined === "" ? [] : KINDS.filter((kind) => joined.split("+").includes(kind));
}

/** One template in place of a list to join: a call is written on the way to its answer. */
function fieldsOf(record: UsageRecord): string {
  const { observed } = record;
  const who = `${whole(record.at)}\t${text(record.orgId)}\t${text(record.keyId)}\t${text(record.secretId)}`;
  const what = `${text(record.productId)}\t${text(record.classId)}\t${whole(record.status, 999)}\t${text(record.code)}`;
  const size = `${whole(record.bytesIn)}\t${whole(record.bytesOut)}\t${whole(record.latencyMs * 1000)}`;
  const asked = `${text(record.tokenId)}\t${text(record.endpoint)}\t${text(record.method)}\t${record.access}`;
  const why = `${text(record.saw, MAX_EXPLANATION_LENGTH)}\t${text(record.rule, MAX_EXPLANATION_LENGTH)}`;
  const from = `${text(record.country)}\t${text(record.agent)}\t${text(record.referrer)}\t${text(record.requestId)}`;
  const noted = observed.length === 0 ? "" : text(observed.join("+"));
  return `${who}\t${what}\t${size}\t${text(record.ip)}\t${asked}\t${why}\t${noted}\t${from}`;
}

function sealed(body: string): string {
  return `${body}\t${crc32(body).toString(16)}\n`;
}

function text(value: string, maxLength = MAX_VALUE_LENGTH): string {
  if (PLAIN.test(value) && !value.includes("kw_")) return value;
  return encodeURIComponent(shown(value, maxLength));
}

function plain(field = ""): string {
  return field.includes("%") ? decodeURIComponent(field) : field;
}

function whole(value: number, max = Number.MAX_SAFE_INTEGER): number {
  return value > 0 ? Math.min(Math.round(value), max) : 0;
}
