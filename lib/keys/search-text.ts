/** A secret, with its ends. */
export const SECRET = /kw_([0-9A-Za-z]{4})[0-9A-Za-z]{41}([0-9A-Za-z]{4})/;

/**
 * What somebody typed into a box that searches keys, fit for a URL and a log.
 *
 * A whole secret, anywhere in the text, is cut down to its preview (`kw_4fT2…9aQx`); the rest of the text goes with it.
 */
export function searchText(typed: string): string {
  const [, head, tail] = SECRET.exec(typed) ?? [];
  return head && tail ? `kw_${head}…${tail}` : typed;
}
