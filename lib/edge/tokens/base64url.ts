const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

const VALUE = new Int8Array(128).fill(-1);
for (let at = 0; at < ALPHABET.length; at += 1) VALUE[ALPHABET.charCodeAt(at)] = at;

/**
 * The bytes of canonical base64url without padding, null for anything else.
 *
 * Canonical: bits that belong to no byte are zero. So no two texts stand for the same bytes, and a changed character
 * is always a changed value.
 */
export function decodeBase64url(text: string): Uint8Array | null {
  const rest = text.length % 4;
  if (rest === 1) return null;
  const bytes = new Uint8Array(Math.floor((text.length * 3) / 4));
  let bits = 0;
  let held = 0;
  let out = 0;
  for (let at = 0; at < text.length; at += 1) {
    const value = VALUE[text.charCodeAt(at)] ?? -1;
    if (value < 0) return null;
    bits = (bits << 6) | value;
    held += 6;
    if (held >= 8) {
      held -= 8;
      bytes[out] = bits >> held;
      out += 1;
      bits &= (1 << held) - 1;
    }
  }
  return bits === 0 ? bytes : null;
}

/** The printable ASCII text that canonical base64url stands for, null for anything else. */
export function decodeAsciiBase64url(text: string): string | null {
  const bytes = decodeBase64url(text);
  if (bytes === null) return null;
  let out = "";
  for (const byte of bytes) {
    if (byte < 0x20 || byte > 0x7e) return null;
    out += String.fromCharCode(byte);
  }
  return out;
}
