/** Versions a client has seen, from `If-Match`; `null`: any. */
export type WantedVersions = readonly number[] | null;

/** The entity tag of a key at a version. It stands for what people and programs set, not for the key's use. */
export function entityTag(version: number): string {
  return `"${version}"`;
}

/**
 * Reads `If-Match` (RFC 9110): a list of entity tags, or `*`. Tags that are not ours, weak ones included, match nothing.
 */
export function parseIfMatch(header: string | null): WantedVersions {
  if (header === null || header.trim() === "*") return null;
  return [...header.matchAll(/(?<!W\/)"(\d{1,9})"/g)].map(([, digits]) => Number(digits));
}

/** The one version a client insists on, for a verb that takes one; of several none can be the one, so it is none there is. */
export function onlyVersion(wanted: WantedVersions): number | null {
  return wanted === null ? null : wanted.length === 1 ? (wanted[0] ?? 0) : 0;
}
