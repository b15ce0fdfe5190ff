/**
 * Fields by which parts of this house, or of Next, talk to each other: from outside they are forgeries. The prefixes
 * cover every name Next has had for it, `x-prerender-revalidate` (skips `proxy.ts`) and `next-resume` included.
 */
const INTERNAL =
  /^(?:x-keyward-|x-middleware-|x-nextjs-|x-next-|x-invoke-|x-now-|x-matched-path$|x-prerender-|x-rewrite-|x-nonce$|next-resume$)/;

/** What the forwarder tells a sample API, which runs in this very process and believes only the signed assertion. */
const ASSERTED = /^x-keyward-(?:assertion|key-id|org-id|product)$/;

/**
 * Whether a field that came in from outside must not be seen by anyone.
 * @param name In lower case.
 * @param keepsAssertion The path is an upstream's, not a client's.
 */
export function isInternalHeader(name: string, keepsAssertion: boolean): boolean {
  return INTERNAL.test(name) && !(keepsAssertion && ASSERTED.test(name));
}
