/** The style sheet that sonner puts into the page by itself; a test holds it to the installed version. */
export const SONNER_STYLE_HASH = "sha256-StEaX+se6YS7pqjzrzMIA0KaX9zF/8zAhvQXZAe5epY=";

/** The empty style sheet: sonner puts its element into the page first and fills it afterwards. */
export const EMPTY_STYLE_HASH = "sha256-47DEQpj8HBSa+/TImW+5JCeuQeRkm5NMpJWZG3hSuFU=";

type Options = {
  /** Fresh per answer. */
  readonly nonce: string;
  /** Whether people reach the dashboard over https. */
  readonly isHttps: boolean;
  /** `next dev` evaluates code, injects styles and keeps a socket open. */
  readonly isDevelopment: boolean;
};

/**
 * The policy of every page: only scripts this answer names run, nothing is loaded from elsewhere, nobody frames it.
 *
 * Style elements need the nonce too. Style attributes are allowed: React, Recharts and Leaflet write positions and sizes
 * into them, and without script or foreign images an attribute can carry nothing away.
 */
export function contentSecurityPolicy({ nonce, isHttps, isDevelopment }: Options): string {
  const styles = isDevelopment
    ? "'self' 'unsafe-inline'"
    : `'self' 'nonce-${nonce}' '${SONNER_STYLE_HASH}' '${EMPTY_STYLE_HASH}'`;
  return [
    "default-src 'self'",
    `script-src 'nonce-${nonce}' 'strict-dynamic'${isDevelopment ? " 'unsafe-eval'" : ""}`,
    `style-src ${styles}`,
    "style-src-attr 'unsafe-inline'",
    "img-src 'self' data: blob:",
    "font-src 'self'",
    `connect-src 'self'${isDevelopment ? " ws: wss:" : ""}`,
    "object-src 'none'",
    "base-uri 'none'",
    "form-action 'self'",
    "frame-ancestors 'none'",
    ...(isHttps ? ["upgrade-insecure-requests"] : []),
  ].join("; ");
}
