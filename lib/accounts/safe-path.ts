const BASE = "http://keyward.invalid";
const PATH_MAX = 2000;

/**
 * `value` if it is a path on this site, else null: the only thing a redirect target from outside may become.
 *
 * Judged by the parser browsers use, and never `//host`, `/\host`, a scheme, or anything with control
 * characters. API routes are no places to land on.
 */
export function safePath(value: unknown): string | null {
  if (typeof value !== "string" || value.length > PATH_MAX) return null;
  if (!value.startsWith("/") || /^\/[/\\]/.test(value)) return null;
  // biome-ignore lint/suspicious/noControlCharactersInRegex: browsers drop these before they parse, which turns /\t/host into //host.
  if (/[\u0000-\u001f\u007f\\]/.test(value)) return null;
  let url: URL;
  try {
    url = new URL(value, BASE);
  } catch {
    return null;
  }
  if (url.origin !== BASE || url.pathname.startsWith("//") || url.pathname.startsWith("/api/")) return null;
  return `${url.pathname}${url.search}${url.hash}`;
}

/** The sign-in page, remembering where the person was going when that is a safe place. */
export function signInPath(from: string | null): string {
  const target = safePath(from);
  return target === null || target === "/"
    ? "/sign-in"
    : `/sign-in?${new URLSearchParams({ callbackUrl: target })}`;
}
