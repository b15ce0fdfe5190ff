const TABLE = Int32Array.from({ length: 256 }, (_, byte) => {
  let remainder = byte;
  for (let bit = 0; bit < 8; bit += 1)
    remainder = remainder & 1 ? (remainder >>> 1) ^ 0xedb88320 : remainder >>> 1;
  return remainder;
});

/**
 * CRC-32 (IEEE 802.3, the one of zip and PNG) of the characters `from` to `to` of an ASCII text, unsigned.
 *
 * Finds every error inside 32 consecutive bits, so every single wrong character. Characters above U+00FF
 * count by their low byte: check the alphabet first.
 */
export function crc32(text: string, from = 0, to = text.length): number {
  let crc = -1;
  for (let at = from; at < to; at += 1) {
    crc = (crc >>> 8) ^ (TABLE[(crc ^ text.charCodeAt(at)) & 0xff] ?? 0);
  }
  return ~crc >>> 0;
}
