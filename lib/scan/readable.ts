/** As git does it: a file with a NUL among its first bytes is binary. */
const LOOKED_AT = 8_000;

/**
 * The text of a file, `null` for a binary one.
 *
 * UTF-16 with a byte order mark is text, although it is full of NULs: shells on Windows write it. All else is read byte by byte,
 * which is right for UTF-8 and every other superset of ASCII, since a credential is ASCII; positions then count bytes.
 */
export function readable(bytes: Buffer): string | null {
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return bytes.toString("utf16le", 2);
  if (bytes[0] === 0xfe && bytes[1] === 0xff) {
    return Buffer.from(bytes.subarray(2, bytes.length - (bytes.length % 2)))
      .swap16()
      .toString("utf16le");
  }
  return bytes.subarray(0, LOOKED_AT).includes(0) ? null : bytes.toString("latin1");
}
