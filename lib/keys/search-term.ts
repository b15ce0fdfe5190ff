/** What a search for keys looks for. */
export type SearchTerm =
  | { readonly kind: "all" }
  | { readonly kind: "text"; readonly text: string }
  /** First (1 to 4) and last (0 to 4) characters of a secret. */
  | { readonly kind: "preview"; readonly head: string; readonly tail: string; readonly text: string };

const PREVIEW = /^kw_([0-9A-Za-z]{1,4})(?:(?:…|\.{2,3})([0-9A-Za-z]{0,4}))?$/;

/** Reads a search: everything, a piece of text, or the preview of a secret (`kw_4fT2…9aQx`, also cut short). */
export function parseSearchTerm(typed: string): SearchTerm {
  const text = typed.trim();
  if (text === "") return { kind: "all" };
  const [, head, tail = ""] = PREVIEW.exec(text) ?? [];
  return head ? { kind: "preview", head, tail, text } : { kind: "text", text };
}

/** `text` as a literal inside a LIKE pattern: `%`, `_` and `\` lose their meaning. The escape character is `\`. */
export function escapeLike(text: string): string {
  return text.replace(/[\\%_]/g, "\\$&");
}
