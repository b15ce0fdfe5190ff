import { crc32 } from "node:zlib";
import type { UsageRecord } from "@/lib/edge/ports";
import { redact } from "@/lib/edge/redact";

/** Format of one line; a reader skips, and counts, lines of a format it does not know. */
const VERSION = "1";
const FIELDS = 14;
const MAX_VALUE_LENGTH = 128;
const PLAIN = /^[A-Za-z0-9_.:-]{0,64}$/;

/**
 * One journal line: version, fields and a CRC-32 of what precedes, separated by tabs, ended by a line feed.
 *
 * No value can break the line: tabs, line feeds and everything else outside printable ASCII are percent-encoded.
 * Whatever is shaped like one of our secrets is replaced first, wherever it stands. Numbers are whole and never negative.
 */
export function encodeLine(record: UsageRecord): string {
  const body = [
    VERSION,
    whole(record.at, Number.MAX_SAFE_INTEGER),
    text(record.orgId),
    text(record.keyId),
    text(record.secretId),
    text(record.productId),
    text(record.classId),
    whole(record.status, 999),
    text(record.code),
    whole(record.bytesIn, Number.MAX_SAFE_INTEGER),
    whole(record.bytesOut, Number.MAX_SAFE_INTEGER),
    whole(record.latencyMs, Number.MAX_SAFE_INTEGER),
    text(record.ip),
  ].join("\t");
  return `${body}\t${crc32(body).toString(16)}\n`;
}

/** The record of one line (without its line feed), or `null` when the line is torn, damaged or of an unknown format. */
export function decodeLine(line: string): UsageRecord | null {
  const end = line.lastIndexOf("\t");
  if (end < 0 || crc32(line.slice(0, end)).toString(16) !== line.slice(end + 1)) return null;
  const fields = line.split("\t");
  if (fields.length !== FIELDS || fields[0] !== VERSION) return null;
  const [, at, org, key, secret, product, cls, status, code, bytesIn, bytesOut, latency, ip] = fields;
  return {
    at: Number(at),
    orgId: plain(org),
    keyId: plain(key),
    secretId: plain(secret),
    productId: plain(product),
    classId: plain(cls),
    status: Number(status),
    code: plain(code),
    bytesIn: Number(bytesIn),
    bytesOut: Number(bytesOut),
    latencyMs: Number(latency),
    ip: plain(ip),
  };
}

function text(value: string): string {
  if (PLAIN.test(value) && !value.includes("kw_")) return value;
  const shown = redact(value).slice(0, MAX_VALUE_LENGTH).toWellFormed();
  return encodeURIComponent(shown);
}

function plain(field = ""): string {
  return field.includes("%") ? decodeURIComponent(field) : field;
}

function whole(value: number, max: number): number {
  return value > 0 ? Math.min(Math.round(value), max) : 0;
}
