import { escapedByte } from "./percent";
import { redact } from "./redact";
import { SECRET_PREFIX } from "./secret-format";

const MAX_LENGTH = 1000;

/** A path in which nothing has to be encoded; whether it holds a secret is another question. */
const PLAIN_PATH = /^[A-Za-z0-9\-._~!$&'()*+,;=:@/]*$/;

/**
 * The path of a raw request target as a URI reference that may be shown: no query, no fragment, no secret.
 *
 * Whatever a URI may not hold is percent-encoded, so that even the path of a malformed request fits the standard.
 */
export function instanceOf(target: string): string {
  const query = target.indexOf("?");
  const whole = query === -1 ? target : target.slice(0, query);
  if (whole.length <= MAX_LENGTH && PLAIN_PATH.test(whole) && !whole.includes(SECRET_PREFIX)) return whole;
  const end = target.search(/[?#]/);
  const path = redact(end === -1 ? target : target.slice(0, end)).slice(0, MAX_LENGTH);
  let out = "";
  for (let at = 0; at < path.length; at += 1) {
    const character = path.charAt(at);
    const isKept =
      character === "%" ? escapedByte(path, at) >= 0 : /[A-Za-z0-9\-._~!$&'()*+,;=:@/]/.test(character);
    out += isKept ? character : encodeCharacter(path.charCodeAt(at));
  }
  return out;
}

/** Request targets hold one character per byte. */
function encodeCharacter(code: number): string {
  return `%${(code & 0xff).toString(16).toUpperCase().padStart(2, "0")}`;
}
