import { redact } from "@/lib/edge/redact";

/** Characters of the longest line; what is longer says so and keeps its beginning. */
const MAX_LINE_LENGTH = 16_384;
const KEPT_LENGTH = 2_000;

/** What a URL or path can be part of; matched in linear time, whatever the text. */
const TOKEN = /[^\s"'`<>\\]+/g;

/** Controls JSON leaves alone, line separators, and marks that turn the direction of text. */
const INVISIBLE = /[\u007f-\u009f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069]/g;

/**
 * Makes one serialized JSON line fit to be kept: no secret of ours wherever it stood, no query string, no control
 * character a terminal or another line could be forged with. Stays one line of valid JSON.
 */
export function cleanLine(line: string): string {
  const text = line.endsWith("\n") ? line.slice(0, -1) : line;
  return `${capped(redact(text).replace(TOKEN, withoutQuery).replace(INVISIBLE, escapeCharacter))}\n`;
}

/** Queries may hold credentials of any shape, so none is kept. */
function withoutQuery(token: string): string {
  const at = token.indexOf("?");
  return at > 0 && token.lastIndexOf("/", at) >= 0 ? `${token.slice(0, at)}?…` : token;
}

function capped(text: string): string {
  if (text.length <= MAX_LINE_LENGTH) return text;
  return JSON.stringify({
    level: "warn",
    msg: "A log line was too long and is cut",
    length: text.length,
    head: text.slice(0, KEPT_LENGTH),
  });
}

function escapeCharacter(character: string): string {
  return `\\u${character.charCodeAt(0).toString(16).padStart(4, "0")}`;
}
