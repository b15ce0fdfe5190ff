/** `key_4fT2…9aQx`: the start and the end of a long ID. Returns it whole when that is no longer than the short form. */
export function shorten(text: string, head = 8, tail = 4): string {
  return text.length <= head + tail + 1 ? text : `${text.slice(0, head)}…${text.slice(-tail)}`;
}
