let field = "";
let second = 0;

/** `Date` of an answer that is written now, as a line of a head; made once a second. */
export function dateField(): string {
  const now = Math.floor(Date.now() / 1_000);
  if (now !== second) {
    second = now;
    field = `Date: ${new Date(now * 1_000).toUTCString()}\r\n`;
  }
  return field;
}
