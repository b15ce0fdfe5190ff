const ZERO = 0x30;
const UNDERSCORE = 0x5f;
/** Numbers up to this are written digit by digit. */
const LARGEST_INT = 0x7fffffff;
/** No secret of ours, which are longer, fits into so many characters. */
const LONGEST_ID = 26;

/** Writes a whole number that is not negative at `at` of `bytes`, in decimal, and answers where it ends. */
export function putWhole(value: number, bytes: Buffer, at: number): number {
  if (value > LARGEST_INT) return at + bytes.write(String(value), at, "latin1");
  let end = at + 1;
  for (let power = 10; value >= power; power *= 10) end += 1;
  let rest = value | 0;
  for (let place = end - 1; place >= at; place -= 1) {
    const tens = (rest / 10) | 0;
    bytes[place] = ZERO + rest - tens * 10;
    rest = tens;
  }
  return end;
}

/** The same for a Unix time in milliseconds: a number too large for the quick way, but not in two parts. */
export function putTime(at: number, bytes: Buffer, from: number): number {
  const second = Math.floor(at / 1000);
  if (second === 0) return putWhole(at, bytes, from);
  const end = putWhole(second, bytes, from);
  const ms = at - second * 1000;
  bytes[end] = ZERO + ((ms / 100) | 0);
  bytes[end + 1] = ZERO + (((ms / 10) | 0) % 10);
  bytes[end + 2] = ZERO + (ms % 10);
  return end + 3;
}

/** The same for an ID, -1 for a text that could not be one. */
export function putId(id: string, bytes: Buffer, at: number): number {
  const { length } = id;
  if (length > LONGEST_ID) return -1;
  for (let index = 0; index < length; index += 1) {
    const code = id.charCodeAt(index);
    if (!isOfIds(code)) return -1;
    bytes[at + index] = code;
  }
  return at + length;
}

function isOfIds(code: number): boolean {
  const letter = code | 0x20;
  return (letter >= 0x61 && letter <= 0x7a) || (code >= ZERO && code <= 0x39) || code === UNDERSCORE;
}
