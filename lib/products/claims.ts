import { isPatternFault, parsePattern, patternsOverlap } from "@/lib/edge/path-pattern";

/** A path pattern of a product, with what it belongs to. */
export type Claim = { readonly path: string; readonly owner: string };

/** Why a pattern cannot be saved, by its place among those that were given. */
export type ClaimFault = { readonly at: number; readonly reason: string };

/**
 * What keeps these patterns from being in force beside those of other products: each that is malformed, belongs to Keyward
 * itself, or ties with another: equally specific, and some path is of both. Empty exactly when the edge's router takes all of
 * them.
 */
export function claimFaults(claims: readonly Claim[], others: readonly Claim[]): ClaimFault[] {
  const standing = others.flatMap(({ path, owner }) => {
    const pattern = parsePattern(path);
    return isPatternFault(pattern) ? [] : [{ pattern, owner }];
  });
  return claims.flatMap(({ path, owner }, at): ClaimFault[] => {
    const pattern = parsePattern(path);
    if (isPatternFault(pattern)) return [{ at, reason: pattern.reason }];
    const tie = standing.find(
      (one) =>
        one.pattern.root === pattern.root &&
        one.pattern.literalLength === pattern.literalLength &&
        patternsOverlap(one.pattern, pattern),
    );
    if (tie !== undefined) {
      return [{ at, reason: `Some path matches both this and ${tie.pattern.source} of ${tie.owner}.` }];
    }
    standing.push({ pattern, owner });
    return [];
  });
}
