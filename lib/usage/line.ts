import { crc32 } from "node:zlib";
import type { RestrictionKind, UsageRecord } from "@/lib/edge/ports";
import { shown } from "@/lib/edge/shown";

/**
 * Formats of one line: the first this product wrote, a call that ended, a call that was let through and has yet to end, and
 * the end of such a one. A reader skips, and counts, lines of a format it does not know.
 */
const FIRST = "1";
const ENDED = "2";
const ADMITTED = "2a";
const ENDED_ADMITTED = "2e";

/** Fields of each format, version and checksum included. */
const FIELDS: Readonly<Record<string, number>> = {
  [FIRST]: 14,
  [ENDED]: 25,
  [ADMITTED]: 26,
  [ENDED_ADMITTED]: 25,
};

const MAX_VALUE_LENGTH = 128;
const MAX_EXPLANATION_LENGTH = 200;
/** What needs no second look. Every secret has an underscore. */
const PLAIN = /^[A-Za-z0-9.:/{}+ -]{0,128}$/;
const ID = /^[a-z]{2,3}_[A-Za-z0-9]{0,22}$/;

/** What one line says of a call. */
export type Line = {
  /** Whether the call ended, was let through and has yet to end, or did both, in a line of its own each. */
  readonly kind: "ended" | "admitted" | "ended_admitted";
  readonly usage: UsageRecord;
  /** The journal that wrote of a call let through; else `""`. */
  readonly owner: string;
};

/** No line is longer, in bytes: every value is capped. */
export const LONGEST_LINE = 64 * 1024;

/**
 * Writes the line of a call that ended at `at` of `bytes`, and answers where it ends: version, fields and a CRC-32 of what
 * precedes, separated by tabs, ended by a line feed. There must be room for `LONGEST_LINE`.
 *
 * No value can break the line or what is stored of it: control characters are written as `\uXXXX`, everything else outside
 * printable ASCII is percent-encoded. Whatever is shaped like one of our secrets is replaced first, wherever it stands.
 * Numbers are whole and never negative; the latency is in microseconds.
 * @param wasAdmitted A line of `putAdmitted` told of the call before.
 */
export function putEnded(record: UsageRecord, bytes: Buffer, at: number, wasAdmitted = false): number {
  return putSealed(`${wasAdmitted ? ENDED_ADMITTED : ENDED}\t${fieldsOf(record)}`, bytes, at);
}

/** The same for a call that was let through, written by the journal `owner`. Counted only if its end never comes. */
export function putAdmitted(record: UsageRecord, owner: string, bytes: Buffer, at: number): number {
  return putSealed(`${ADMITTED}\t${fieldsOf(record)}\t${text(owner)}`, bytes, at);
}

/** What a line (without its line feed) says, or `null` when it is torn, damaged or of an unknown format. */
export function decodeLine(line: string): Line | null {
  const end = line.lastIndexOf("\t");
  if (end < 0 || crc32(line.slice(0, end)).toString(16) !== line.slice(end + 1)) return null;
  const fields = line.split("\t");
  const version = fields[0] ?? "";
  if (fields.length !== FIELDS[version]) return null;
  if (version === FIRST) return { kind: "ended", usage: firstFormat(fields), owner: "" };
  const [, at, org, key, secret, product, cls, endpoint, status, bytesIn, bytesOut, latency, ...rest] =
    fields;
  const [ip, country, agent, referrer, method, access, requestId, code, token, observed, saw, rule, owner] =
    rest;
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
    latencyMs: Number(latency) / 1000,
    ip: plain(ip),
    country: plain(country),
    agent: plain(agent),
    referrer: plain(referrer),
    requestId: plain(requestId),
  };
  if (version === ADMITTED) return { kind: "admitted", usage, owner: plain(owner) };
  return { kind: version === ENDED ? "ended" : "ended_admitted", usage, owner: "" };
}

function firstFormat(fields: readonly string[]): UsageRecord {
  const [, at, org, key, secret, product, cls, status, code, bytesIn, bytesOut, latency, ip] = fields;
  return {
    at: Number(at),
    orgId: plain(org),
    keyId: plain(key),
    secretId: plain(secret),
    tokenId: "",
    productId: plain(product),
    classId: plain(cls),
    endpoint: "",
    method: "",
    access: "",
    status: Number(status),
    code: plain(code),
    saw: "",
    rule: "",
    observed: [],
    bytesIn: Number(bytesIn),
    bytesOut: Number(bytesOut),
    latencyMs: Number(latency),
    ip: plain(ip),
    country: "",
    agent: "",
    referrer: "",
    requestId: "",
  };
}

const KINDS: readonly RestrictionKind[] = ["domain", "ip", "user_agent", "country", "hours"];

function kindsOf(joined: string): readonly RestrictionKind[] {
  return joined === "" ? [] : KINDS.filter((kind) => joined.split("+").includes(kind));
}

/** What was worked out lately of who calls what: most calls repeat it. Emptied when full. */
const identities = new Map<string, Identity>();
const MAX_IDENTITIES = 10_000;

type Identity = {
  readonly of: Pick<UsageRecord, "orgId" | "keyId" | "productId" | "classId" | "endpoint">;
  readonly text: string;
};

function identityOf(record: UsageRecord): string {
  const { secretId, orgId, keyId, productId, classId, endpoint } = record;
  const known = identities.get(secretId);
  if (known !== undefined && isOf(known, orgId, keyId, productId, classId, endpoint)) return known.text;
  const fields = [orgId, keyId, secretId, productId, classId, endpoint].map((value) => text(value));
  const identity = { of: { orgId, keyId, productId, classId, endpoint }, text: fields.join("\t") };
  if (identities.size >= MAX_IDENTITIES) identities.clear();
  identities.set(secretId, identity);
  return identity.text;
}

function isOf(
  { of }: Identity,
  orgId: string,
  keyId: string,
  productId: string,
  classId: string,
  endpoint: string,
): boolean {
  return (
    of.classId === classId &&
    of.endpoint === endpoint &&
    of.keyId === keyId &&
    of.productId === productId &&
    of.orgId === orgId
  );
}

/** One template in place of a list to join: a call is written on the way to its answer. */
function fieldsOf(record: UsageRecord): string {
  const { code, tokenId, observed, status } = record;
  const size = `${whole(record.bytesIn)}\t${whole(record.bytesOut)}\t${whole(record.latencyMs * 1000)}`;
  const from = `${text(record.ip)}\t${text(record.country)}\t${text(record.agent)}\t${text(record.referrer)}`;
  const asked = `${text(record.method)}\t${record.access}\t${idText(record.requestId)}`;
  // An ordinary call has none of what explains a refusal.
  const why =
    code === "" && tokenId === "" && observed.length === 0
      ? "\t\t\t\t"
      : explanationOf(record, code, tokenId);
  return `${whole(record.at)}\t${identityOf(record)}\t${whole(status, 999)}\t${size}\t${from}\t${asked}\t${why}`;
}

function explanationOf(record: UsageRecord, code: string, tokenId: string): string {
  const saw = text(record.saw, MAX_EXPLANATION_LENGTH);
  const rule = text(record.rule, MAX_EXPLANATION_LENGTH);
  return `${text(code)}\t${text(tokenId)}\t${text(record.observed.join("+"))}\t${saw}\t${rule}`;
}

const HEX = [..."0123456789abcdef"].map((digit) => digit.charCodeAt(0));
const TAB = 0x09;
const LINE_FEED = 0x0a;

function putSealed(body: string, bytes: Buffer, at: number): number {
  let end = at + bytes.write(body, at, "latin1");
  const checksum = crc32(bytes.subarray(at, end));
  bytes[end++] = TAB;
  let shift = 28;
  while (shift > 0 && checksum >>> shift === 0) shift -= 4;
  for (; shift >= 0; shift -= 4) bytes[end++] = HEX[(checksum >>> shift) & 15] ?? 0;
  bytes[end++] = LINE_FEED;
  return end;
}

/** The same for what mostly is an ID. */
function idText(value: string): string {
  return ID.test(value) ? value : text(value);
}

function text(value: string, maxLength = MAX_VALUE_LENGTH): string {
  if (PLAIN.test(value) || ID.test(value)) return value;
  return encodeURIComponent(shown(value, maxLength));
}

function plain(field = ""): string {
  return field.includes("%") ? decodeURIComponent(field) : field;
}

function whole(value: number, max = Number.MAX_SAFE_INTEGER): number {
  return value > 0 ? Math.min(Math.round(value), max) : 0;
}
