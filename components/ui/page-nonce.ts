/**
 * The nonce of the document that is open, under which its CSP accepts style elements; none while the server renders.
 *
 * Read from the document and not from a prop: a refresh renders the layout again with the nonce of another answer.
 */
export function pageNonce(): string | undefined {
  if (typeof document === "undefined") return undefined;
  return document.querySelector<HTMLScriptElement>("script[nonce]")?.nonce || undefined;
}
