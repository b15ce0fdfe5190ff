/** What somebody typed into a box that searches keys. */
export type SearchTerm =
  | { readonly kind: "all" }
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "preview"; readonly head: string; readonly tail: string };

const SECRET = /kw_([0-9A-Za-z]{4})[0-9A-Za-z]{41}([0-9A-Za-z]{4})/;
const PREVIEW = /^kw_([0-9A-Za-z]{4})(?:…|\.{2,3})([0-9A-Za-z]{4})$/;

/**
 * Reads a search box: everything, a piece of text, or the preview of a secret (`kw_4fT2…9aQx`).
 *
 * A whole secret, anywhere in the text, becomes its preview: nothing but its first and last four characters survives.
 */
export function parseSearchTerm(typed: string): SearchTerm {
  const text = typed.trim();
  if (text === "") return { kind: "all" };
  const [, head, tail] = SECRET.exec(text) ?? PREVIEW.exec(text) ?? [];
  return head && tail ? { kind: "preview", head, tail } : { kind: "text", text };
}

/** The same search as text that may stand in a URL or a log: a whole secret is cut down to its preview. */
export function safeSearchText(typed: string): string {
  if (!SECRET.test(typed)) return typed;
  const term = parseSearchTerm(typed);
  return term.kind === "preview" ? `kw_${term.head}…${term.tail}` : "";
}

/** `text` as a literal inside a LIKE pattern: `%`, `_` and `\` lose their meaning. The escape character is `\`. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
