const PERCENT = 0x25;

/** Value of a hexadecimal digit's character code, -1 for any other. */
export function hexValue(code: number): number {
  if (code >= 0x30 && code <= 0x39) return code - 0x30;
  const lower = code | 0x20;
  return lower >= 0x61 && lower <= 0x66 ? lower - 0x57 : -1;
}

/** Byte written by the escape whose `%` stands at `at`, -1 when there is none. */
export function escapedByte(text: string, at: number): number {
  if (text.charCodeAt(at) !== PERCENT) return -1;
  const high = hexValue(text.charCodeAt(at + 1));
  const low = hexValue(text.charCodeAt(at + 2));
  return high < 0 || low < 0 ? -1 : high * 16 + low;
}

/**
 * Decodes the escapes of ASCII characters, once; all else stays as it is.
 *
 * Enough to compare with names and secrets, which are ASCII. Never throws, unlike `decodeURIComponent`.
 */
export function decodeAscii(text: string): string {
  if (!text.includes("%")) return text;
  let out = "";
  for (let at = 0; at < text.length; at += 1) {
    const byte = escapedByte(text, at);
    if (byte >= 0 && byte < 0x80) {
      out += String.fromCharCode(byte);
      at += 2;
    } else out += text.charAt(at);
  }
  return out;
}
