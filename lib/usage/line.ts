import { crc32 } from "node:zlib";
import type { CallKind, RestrictionKind, UsageRecord } from "@/lib/edge/ports";
import { shown } from "@/lib/edge/shown";
import { putId, putTime, putWhole } from "./line-bytes";

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
  return putSeal(putFields(wasAdmitted ? ENDED_ADMITTED : ENDED, record, bytes, at), bytes, at);
}

/** The same for a call that was let through, written by the journal `owner`. Counted only if its end never comes. */
export function putAdmitted(record: UsageRecord, owner: string, bytes: Buffer, at: number): number {
  const end = putFields(ADMITTED, record, bytes, at);
  return putSeal(end + bytes.write(`\t${text(owner)}`, end, "latin1"), bytes, at);
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
    ...carriedBy(access),
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
    inQuery: false,
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

/** After what a call asks for, in the same field: a reader from before it was written takes such a line for one that does not say. */
const IN_QUERY = "?";

function carriedBy(field = ""): Pick<UsageRecord, "access" | "inQuery"> {
  const inQuery = field.endsWith(IN_QUERY);
  const access = inQuery ? field.slice(0, -IN_QUERY.length) : field;
  return { access: access === "read" || access === "write" ? access : "", inQuery };
}

const KINDS: readonly RestrictionKind[] = ["domain", "ip", "user_agent", "country", "hours"];

function kindsOf(joined: string): readonly RestrictionKind[] {
  return joined === "" ? [] : KINDS.filter((kind) => joined.split("+").includes(kind));
}

/** What of a line calls of one kind share, as bytes: from who called to the status, from where to how, and why. */
type Shared = { readonly who: Uint8Array; readonly whence: Uint8Array; readonly why: Uint8Array };

/** Worked out once for each kind, and gone with it. */
const sharedByKind = new WeakMap<CallKind, Shared>();

function sharedOf(record: UsageRecord): Shared {
  const { kind } = record;
  if (kind === undefined) return newShared(record);
  const known = sharedByKind.get(kind);
  if (known !== undefined) return known;
  const shared = newShared(kind);
  sharedByKind.set(kind, shared);
  return shared;
}

function newShared(kind: CallKind): Shared {
  const { orgId, keyId, secretId, productId, classId, endpoint, status, code, tokenId, observed } = kind;
  const ids = [orgId, keyId, secretId, productId, classId, endpoint].map((value) => text(value));
  const from = [kind.ip, kind.country, kind.agent, kind.referrer].map((value) => text(value));
  const asked = [text(kind.method), `${kind.access}${kind.inQuery ? IN_QUERY : ""}`];
  // An ordinary call has none of what explains a refusal.
  const why =
    code === "" && tokenId === "" && observed.length === 0 ? ["", "", "", "", ""] : explanationOf(kind);
  return {
    who: between([...ids, String(whole(status, 999))]),
    whence: between([...from, ...asked]),
    why: Buffer.from(`\t${why.join("\t")}`, "latin1"),
  };
}

/** Fields between two others. */
function between(fields: readonly string[]): Uint8Array {
  return Buffer.from(`\t${fields.join("\t")}\t`, "latin1");
}

function explanationOf({ code, tokenId, observed, saw, rule }: CallKind): string[] {
  const explained = [saw, rule].map((value) => text(value, MAX_EXPLANATION_LENGTH));
  return [text(code), text(tokenId), text(observed.join("+")), ...explained];
}

/** Piece by piece to its place: a call is written on the way to its answer, and text put together would be copied twice. */
function putFields(version: string, record: UsageRecord, bytes: Buffer, at: number): number {
  const { who, whence, why } = sharedOf(record);
  let end = at;
  for (let index = 0; index < version.length; index += 1) bytes[end++] = version.charCodeAt(index);
  bytes[end++] = TAB;
  end = putTime(whole(record.at), bytes, end);
  end = putBytes(who, bytes, end);
  end = putWhole(whole(record.bytesIn), bytes, end);
  bytes[end++] = TAB;
  end = putWhole(whole(record.bytesOut), bytes, end);
  bytes[end++] = TAB;
  end = putWhole(whole(record.latencyMs * 1000), bytes, end);
  end = putBytes(whence, bytes, end);
  const idEnd = putId(record.requestId, bytes, end);
  end = idEnd === -1 ? end + bytes.write(text(record.requestId), end, "latin1") : idEnd;
  return putBytes(why, bytes, end);
}

function putBytes(part: Uint8Array, bytes: Buffer, at: number): number {
  bytes.set(part, at);
  return at + part.length;
}

const HEX = [..."0123456789abcdef"].map((digit) => digit.charCodeAt(0));
const TAB = 0x09;
const LINE_FEED = 0x0a;

function putSeal(bodyEnd: number, bytes: Buffer, at: number): number {
  let end = bodyEnd;
  const checksum = crc32(bytes.subarray(at, end));
  bytes[end++] = TAB;
  let shift = 28;
  while (shift > 0 && checksum >>> shift === 0) shift -= 4;
  for (; shift >= 0; shift -= 4) bytes[end++] = HEX[(checksum >>> shift) & 15] ?? 0;
  bytes[end++] = LINE_FEED;
  return end;
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
