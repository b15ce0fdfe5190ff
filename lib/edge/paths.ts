import {
  isPatternFault,
  matchesPattern,
  type PathPattern,
  type PatternFault,
  parsePattern,
  patternsOverlap,
} from "./path-pattern";
import { decodeAscii } from "./percent";
import type { ClassEntry, ProductEntry } from "./ports";

/** Where a path belongs. One object per pattern and compilation, so it can be compared and kept. */
export type Route = {
  readonly product: ProductEntry;
  readonly endpointClass: ClassEntry;
  /** The pattern that matched, as it was saved. */
  readonly template: string;
};

const SLASH = 0x2f;
const QUESTION = 0x3f;

type Candidate = { readonly pattern: PathPattern; readonly route: Route };

/** Which product and endpoint class a path belongs to. Immutable; compiled once per change. */
export class Router {
  readonly #byRoot: ReadonlyMap<string, readonly Candidate[]>;

  constructor(byRoot: ReadonlyMap<string, readonly Candidate[]>) {
    this.#byRoot = byRoot;
  }

  /**
   * The route of a path (no query), null when it belongs to no product. The longest literal wins.
   *
   * Escapes of ASCII characters are decoded for the comparison only, because that is what an upstream will do:
   * `/til%65` counts as `/tile` and cannot slip into a class with another limit.
   */
  match(rawPath: string): Route | null {
    // No literal holds NUL, nor a question mark, which must not look like the beginning of a query.
    return this.matchPlain(decodeAscii(rawPath).replaceAll("?", "\0"));
  }

  /** The same for a target without escapes, with or without a query; builds no string but the first segment. */
  matchPlain(target: string): Route | null {
    const candidates = this.#byRoot.get(rootOf(target));
    if (candidates === undefined) return null;
    for (const candidate of candidates) {
      if (matchesPattern(candidate.pattern, target)) return candidate.route;
    }
    return null;
  }
}

function rootOf(target: string): string {
  let end = 1;
  for (; end < target.length; end += 1) {
    const code = target.charCodeAt(end);
    if (code === SLASH || code === QUESTION) break;
  }
  return target.slice(1, end);
}

/**
 * Compiles all products' patterns into one router.
 *
 * Refuses malformed patterns, reserved roots and ties: two patterns with equally long literals that some path matches
 * both of. Saving a product goes through the same function, so a stored set always compiles.
 */
export function compileRouter(products: readonly ProductEntry[]): { router: Router; faults: PatternFault[] } {
  const byRoot = new Map<string, Candidate[]>();
  const faults: PatternFault[] = [];
  for (const product of products) {
    for (const endpointClass of product.classes) {
      for (const source of endpointClass.paths) {
        const route: Route = { product, endpointClass, template: source };
        const pattern = parsePattern(source);
        if (isPatternFault(pattern)) {
          faults.push(pattern);
          continue;
        }
        const siblings = byRoot.get(pattern.root) ?? [];
        const tie = siblings.find(
          (other) =>
            other.pattern.literalLength === pattern.literalLength && patternsOverlap(other.pattern, pattern),
        );
        if (tie) {
          faults.push({
            pattern: source,
            reason: `Some path matches both this and '${tie.pattern.source}'.`,
          });
          continue;
        }
        siblings.push({ pattern, route });
        byRoot.set(pattern.root, siblings);
      }
    }
  }
  for (const siblings of byRoot.values()) {
    siblings.sort((a, b) => b.pattern.literalLength - a.pattern.literalLength);
  }
  return { router: new Router(byRoot), faults };
}
