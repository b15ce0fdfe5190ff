import { RESERVED_ROOTS } from "./reserved-roots";

/** `{name+}` at the end matches the rest of the path, at least one character. */
const REST = Symbol("rest");

/** A product path pattern, taken apart once. */
export type PathPattern = {
  readonly source: string;
  /** First segment, always a literal, so that a path finds its candidates by one look-up. */
  readonly root: string;
  /** Matches paths, and targets whose query follows the path. */
  readonly expression: RegExp;
  /** Characters outside placeholders: the longest literal wins. */
  readonly literalLength: number;
};

export type PatternFault = { readonly pattern: string; readonly reason: string };

const SEGMENT = /^(?:[A-Za-z0-9\-._~!$&'()*+,;=:@]|\{[A-Za-z][A-Za-z0-9_]*\})+$/;
const REST_SEGMENT = /^\{[A-Za-z][A-Za-z0-9_]*\+\}$/;
const PLACEHOLDER = /\{[^}]*\}/;

/**
 * Takes a pattern apart, or says why it cannot be one.
 *
 * `{name}` matches one or more characters of one segment, `{name+}` alone in the last segment the rest of the path.
 * The first segment is a literal and not a reserved root; literals are what a URL path may hold undecoded.
 */
export function parsePattern(source: string): PathPattern | PatternFault {
  const fault = (reason: string): PatternFault => ({ pattern: source, reason });
  if (!source.startsWith("/")) return fault("A path pattern starts with '/'.");
  if (source.length > 512) return fault("A path pattern has at most 512 characters.");
  const parts = source.slice(1).split("/");
  const takesRest = REST_SEGMENT.test(parts.at(-1) ?? "");
  const plain = takesRest ? parts.slice(0, -1) : parts;
  const root = plain[0] ?? "";
  if (root.includes("{") || plain.length === 0) return fault("The first segment has no placeholder.");
  if (RESERVED_ROOTS.has(root)) return fault(`'/${root}' belongs to Keyward itself.`);
  for (const part of plain) {
    if (part === "." || part === "..") return fault("Dot segments never reach a product.");
    if (!SEGMENT.test(part)) return fault(`'${part}' is not a path segment with {name} placeholders.`);
    if (part.includes("}{")) return fault("Two placeholders need a character between them.");
  }
  return {
    source,
    root,
    expression: expressionOf(plain, takesRest),
    literalLength: source.split(PLACEHOLDER).join("").length,
  };
}

/** Whether `parsePattern` said no. */
export function isPatternFault(value: PathPattern | PatternFault): value is PatternFault {
  return "reason" in value;
}

/**
 * Whether the pattern matches the path of a target, whose query, if any, begins at the first `?`. ASCII escapes are
 * decoded before, if there are any. Linear in the length of the path.
 */
export function matchesPattern(pattern: PathPattern, target: string): boolean {
  return pattern.expression.test(target);
}

/** A regular expression is compiled to machine code, which no walk over the pattern's parts can catch up with. */
function expressionOf(segments: readonly string[], takesRest: boolean): RegExp {
  let groups = 0;
  const sources = segments.map((segment) => {
    const [first = "", ...literals] = segment.split(PLACEHOLDER).map(escapeLiteral);
    const last = literals.pop();
    if (last === undefined) return first;
    // Placeholders take as little as they can, which finds a match whenever there is one; a look-ahead never gives
    // back what it took, so the time stays linear.
    const middle = literals.map((literal) => {
      groups += 1;
      return `(?=([^/?]+?${literal}))\\${groups}`;
    });
    return `${first}${middle.join("")}[^/?]+${last}`;
  });
  return new RegExp(`^/${sources.join("/")}${takesRest ? "/[^?]+" : ""}(?:\\?|$)`);
}

function escapeLiteral(literal: string): string {
  return literal.replace(/[$()*+.]/g, "\\$&");
}

/** Whether some path is matched by both patterns. */
export function patternsOverlap(left: PathPattern, right: PathPattern): boolean {
  return overlap(tokensOf(left), tokensOf(right));
}

type Token = string | typeof REST | typeof PART;
/** One or more characters of one segment. */
const PART = Symbol("part");

function tokensOf(pattern: PathPattern): Token[] {
  const tokens: Token[] = [];
  for (const piece of pattern.source.split(/(\{[^}]*\})/)) {
    if (piece.startsWith("{")) tokens.push(piece.endsWith("+}") ? REST : PART);
    else tokens.push(...piece);
  }
  return tokens;
}

/**
 * Walks both patterns side by side. A state is a place in each; a placeholder at its place has yet to take a
 * character, `inside` says that it has taken one and may go on or end.
 */
function overlap(left: readonly Token[], right: readonly Token[]): boolean {
  const seen = new Set<string>();
  const walk = (l: number, lInside: boolean, r: number, rInside: boolean): boolean => {
    const state = `${l},${lInside},${r},${rInside}`;
    if (seen.has(state)) return false;
    seen.add(state);
    if (l === left.length && r === right.length) return true;
    if (lInside && walk(l + 1, false, r, rInside)) return true;
    if (rInside && walk(l, lInside, r + 1, false)) return true;
    const a = left[l];
    const b = right[r];
    if (a === undefined || b === undefined || !shareCharacter(a, b)) return false;
    const lStays = typeof a !== "string";
    const rStays = typeof b !== "string";
    return walk(lStays ? l : l + 1, lStays, rStays ? r : r + 1, rStays);
  };
  return walk(0, false, 0, false);
}

function shareCharacter(a: Token, b: Token): boolean {
  if (typeof a === "string" && typeof b === "string") return a === b;
  if (a === "/" || b === "/") return a === REST || b === REST;
  return true;
}
