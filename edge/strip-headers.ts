/**
 * Fields by which parts of this house, or of Next, talk to each other: from outside they are forgeries. The prefixes
 * cover every name Next has had for it, `x-prerender-revalidate` (skips `proxy.ts`) and `next-resume` included.
 */
const INTERNAL =
  /^(?:x-keyward-|x-middleware-|x-nextjs-|x-next-|x-invoke-|x-now-|x-matched-path$|x-prerender-|x-rewrite-|x-nonce$|next-resume$)/;

/** What the forwarder tells a sample API, which runs in this very process and believes only the signed assertion. */
const ASSERTED = /^x-keyward-(?:assertion|key-id|org-id|product)$/;

/** How Next's own pages talk to it; on an upstream's path they make Next answer in its place. */
const OF_PAGES = /^(?:rsc$|next-)/;

/**
 * Whether a field that came in from outside must not be seen by anyone.
 * @param name In lower case.
 * @param isUpstream The path is that of an upstream inside the app, which believes the signed assertion.
 */
export function isInternalHeader(name: string, isUpstream: boolean): boolean {
  if (isUpstream && (ASSERTED.test(name) || OF_PAGES.test(name))) return OF_PAGES.test(name);
  return INTERNAL.test(name);
}
