/** What a token may do with a product: `read` = GET, HEAD, OPTIONS; `write` = every method. */
export type ScopeAccess = "read" | "write";

/** Access by product slug. */
export type Scope = ReadonlyMap<string, ScopeAccess>;

const ENTRY = /^([a-z0-9][a-z0-9._-]{0,99}):(read|write)$/;

/**
 * Reads `map-display:read search:write`; null when any part is not `<product>:<read|write>`, or nothing is left.
 *
 * A product named twice has the wider access.
 */
export function parseScope(text: string): Scope | null {
  const scope = new Map<string, ScopeAccess>();
  for (const part of text.split(" ")) {
    const [, slug, access] = ENTRY.exec(part) ?? [];
    if (slug === undefined) return null;
    if (scope.get(slug) !== "write") scope.set(slug, access === "write" ? "write" : "read");
  }
  return scope;
}

/** As `parseScope` reads it, in the order of the map. */
export function formatScope(scope: Scope): string {
  return [...scope].map(([slug, access]) => `${slug}:${access}`).join(" ");
}

/** Whether all that `asked` may do, `granted` may do too. */
export function isWithinScope(asked: Scope, granted: Scope): boolean {
  for (const [slug, access] of asked) {
    const most = granted.get(slug);
    if (most === undefined || (access === "write" && most === "read")) return false;
  }
  return true;
}
