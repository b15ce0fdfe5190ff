import type { Admitted } from "./decision";
import type { UpstreamEntry } from "./ports";
import { redact } from "./redact";

type Base = { readonly origin: string; readonly prefix: string };

/** Parsed once per upstream object; entries are immutable. */
const bases = new WeakMap<UpstreamEntry, Base>();

/** Where an upstream listens and what stands before every path. */
export function baseOf(upstream: UpstreamEntry): Base {
  const known = bases.get(upstream);
  if (known !== undefined) return known;
  const { origin, pathname } = new URL(upstream.baseUrl);
  const base = { origin, prefix: pathname.replace(/\/+$/, "") };
  bases.set(upstream, base);
  return base;
}

/**
 * Path and query to ask the upstream for: its prefix, then the raw path and the rest of the raw query as they came,
 * but for secrets in other parameters, which read `kw_redacted`.
 */
export function upstreamTarget(admitted: Admitted): string {
  return baseOf(admitted.route.product.upstream).prefix + admitted.path + redact(admitted.query);
}

/**
 * A `Location` of the upstream as the client may follow it: inside the upstream's base it becomes the path on our host,
 * anything else is null and must be dropped, so that no client is led to a private address or past the edge.
 *
 * @param sentTarget What `upstreamTarget` gave: relative references start there.
 */
export function mapLocation(location: string, upstream: UpstreamEntry, sentTarget: string): string | null {
  const { origin, prefix } = baseOf(upstream);
  if (!URL.canParse(location, origin + sentTarget)) return null;
  const url = new URL(location, origin + sentTarget);
  if (url.origin !== origin || url.username !== "" || url.password !== "") return null;
  if (!url.pathname.startsWith(`${prefix}/`)) return null;
  const path = url.pathname.slice(prefix.length);
  // `//host` would be another site.
  return path.startsWith("//") ? null : redact(path + url.search + url.hash);
}
