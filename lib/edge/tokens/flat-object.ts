/** Members of a JSON object that holds nothing but strings and whole numbers. */
export type FlatObject = ReadonlyMap<string, string | number>;

/** Name, then a string without escapes or a whole number of at most 15 digits, which a double holds exactly. */
const MEMBER = /"([^"\\]*)":(?:"([^"\\]*)"|(0|[1-9]\d{0,14}))(?=([,}]))/y;

/**
 * Reads JSON as narrowly as our own tokens are written: one object, no white space, no escapes, no nesting, no fractions,
 * no literals, and no member twice. Null for anything else.
 *
 * What two parsers could read differently is therefore not read at all.
 * @param text Printable ASCII.
 */
export function parseFlatObject(text: string): FlatObject | null {
  if (text.charCodeAt(0) !== 0x7b) return null;
  const members = new Map<string, string | number>();
  let at = 1;
  for (;;) {
    MEMBER.lastIndex = at;
    const match = MEMBER.exec(text);
    if (match === null) return null;
    const [, name = "", words, digits, end] = match;
    if (members.has(name)) return null;
    members.set(name, words ?? Number(digits));
    at = MEMBER.lastIndex + 1;
    if (end === "}") return at === text.length ? members : null;
  }
}
