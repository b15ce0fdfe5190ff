import { parse } from "tldts";
import { parseDomainPattern } from "@/lib/edge/restrictions/domain-pattern";

/**
 * What is wrong with allowing a domain that everybody can have a part of (`*.co.uk`, `*.github.io`); null when nothing is.
 *
 * `github.io` itself is one site, so it may be listed; nobody has a site at `co.uk`.
 * @param text A pattern as `parseDomainPattern` reads it.
 */
export function publicSuffixFault(text: string): string | null {
  const pattern = parseDomainPattern(text);
  if ("mend" in pattern || !pattern.host.includes(".")) return null;
  const { publicSuffix, isIcann, isPrivate } = parse(pattern.host, { allowPrivateDomains: true });
  if (publicSuffix !== pattern.host) return null;
  if (isIcann !== true && !(isPrivate === true && pattern.isWildcard)) return null;
  return `"${text}": anybody can have a site there. Name your own domain below it.`;
}
