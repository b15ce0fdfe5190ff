/** Latin with its extensions, Vietnamese and Russian letters: what Geist can draw (a test compares with the font). */
const DRAWABLE =
  /^[\u0020-\u007e\u00a1-\u00ac\u00ae-\u0113\u0116-\u012b\u012e-\u0137\u0139-\u013e\u0141-\u0148\u014a-\u014d\u0150-\u017e\u0218-\u021b\u01a0\u01a1\u01af\u01b0\u0259\u018f\u0400-\u045f\u1ea0-\u1ef9\u2013\u2014\u2018\u2019\u201c\u201d]$/;

/**
 * `text` in letters the map's font has: an unknown accent is taken off its letter, what then is still unknown is left out.
 * No system font is ever needed, so a tile is the same on every machine.
 */
export function toDrawable(text: string): string {
  let out = "";
  for (const letter of text.normalize("NFC")) {
    if (DRAWABLE.test(letter)) out += letter;
    else {
      for (const part of letter.normalize("NFD")) if (DRAWABLE.test(part)) out += part;
    }
  }
  return out.replace(/\s+/g, " ").trim();
}
