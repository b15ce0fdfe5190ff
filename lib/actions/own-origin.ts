type Site = {
  /** The configured public URL; what a request claims about its host is never consulted. */
  publicUrl: string;
  /** In a demo the other loopback name, with the same port, is the same site. */
  isDemo: boolean;
};

const LOOPBACK_TWIN: Record<string, string> = { localhost: "127.0.0.1", "127.0.0.1": "localhost" };

/** The origins that are us: the public URL's, and in a demo its loopback twin. */
export function ownOrigins({ publicUrl, isDemo }: Site): string[] {
  const url = new URL(publicUrl);
  const twin = LOOPBACK_TWIN[url.hostname];
  if (!isDemo || twin === undefined) return [url.origin];
  const other = new URL(url.origin);
  other.hostname = twin;
  return [url.origin, other.origin];
}

type Evidence = {
  /** `Origin` header. */
  origin: string | null;
  /** `Sec-Fetch-Site` header. */
  fetchSite: string | null;
};

/**
 * Whether a request that changes something was made by one of our own pages.
 *
 * Each header that is present must agree (`Origin: null` and a comma-joined pair never do), and at least one
 * must be present: a browser that sends neither is refused.
 */
export function isFromOwnPage({ origin, fetchSite }: Evidence, site: Site): boolean {
  if (origin === null && fetchSite === null) return false;
  if (origin !== null && !ownOrigins(site).includes(origin)) return false;
  return fetchSite === null || fetchSite === "same-origin";
}
