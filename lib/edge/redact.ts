import { decodeAscii, escapedByte } from "./percent";
import { findSecrets, SECRET_LENGTH } from "./secret-format";

const REDACTED = "kw_redacted";

/** Whether a well-formed secret stands anywhere in the text, also percent-encoded in part or whole (once). */
export function containsSecret(text: string): boolean {
  if (findSecrets(text).length > 0) return true;
  return text.includes("%") && findSecrets(decodeAscii(text)).length > 0;
}

/**
 * Replaces every well-formed secret (shape and checksum) by `kw_redacted`, also percent-encoded ones.
 *
 * All other characters stay as they are. A text without secrets is returned itself.
 */
export function redact(text: string): string {
  const plain = replaceRanges(
    text,
    findSecrets(text).map((start) => [start, start + SECRET_LENGTH] as const),
  );
  return plain.includes("%") ? redactEscaped(plain) : plain;
}

function redactEscaped(text: string): string {
  const decoded = decodeAscii(text);
  const starts = findSecrets(decoded);
  if (starts.length === 0) return text;
  const origin = originOf(text);
  const place = (at: number) => origin[at] ?? text.length;
  return replaceRanges(
    text,
    starts.map((start) => [place(start), place(start + SECRET_LENGTH)] as const),
  );
}

/** For each character of `decodeAscii(text)`, where it began in `text`. */
function originOf(text: string): number[] {
  const origin: number[] = [];
  for (let at = 0; at < text.length; at += 1) {
    origin.push(at);
    const byte = escapedByte(text, at);
    if (byte >= 0 && byte < 0x80) at += 2;
  }
  return origin;
}

function replaceRanges(text: string, ranges: readonly (readonly [number, number])[]): string {
  if (ranges.length === 0) return text;
  let out = "";
  let from = 0;
  for (const [start, end] of ranges) {
    out += text.slice(from, start) + REDACTED;
    from = end;
  }
  return out + text.slice(from);
}
