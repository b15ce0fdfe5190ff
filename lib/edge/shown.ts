import { redact } from "./redact";

/** Control characters, line and paragraph separators, and what turns the direction of text around. */
const UNSHOWABLE =
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what it looks for
  /[\u0000-\u001f\u007f-\u009f\u061c\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff]/g;

/** What needs no second look. Every secret has an underscore, or is escaped. */
const PLAIN = /^[A-Za-z0-9 .:/+-]*$/;

/**
 * Something a client wrote, fit to be stored and shown: secrets replaced first, then control characters written as
 * `\uXXXX`, then cut to `maxLength` characters. Well-formed Unicode; no part of a secret survives the cut.
 */
export function shown(text: string, maxLength: number): string {
  if (text.length <= maxLength && PLAIN.test(text)) return text;
  const safe = redact(text).replace(UNSHOWABLE, escaped);
  return (safe.length > maxLength ? safe.slice(0, maxLength) : safe).toWellFormed();
}

function escaped(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
