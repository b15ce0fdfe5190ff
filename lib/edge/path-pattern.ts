import { RESERVED_ROOTS } from "./reserved-roots";

/** `{name+}` at the end matches the rest of the path, at least one character. */
const REST = Symbol("rest");

/** A segment as the literals around its placeholders: `{y}.png` is `["", ".png"]`, `main` is `["main"]`. */
type Segment = readonly string[];

/** A product path pattern, taken apart once. */
export type PathPattern = {
  readonly source: string;
  /** First segment, always a literal, so that a path finds its candidates by one look-up. */
  readonly root: string;
  /** Everything before the first placeholder. */
  readonly prefix: string;
  /** Where the segment of the first placeholder begins. */
  readonly segmentsAt: number;
  /** What stands from there on, by segment. Empty when the pattern is one literal. */
  readonly segments: readonly Segment[];
  readonly takesRest: boolean;
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
  const open = source.indexOf("{");
  const prefix = open === -1 ? source : source.slice(0, open);
  const rest = source.slice(prefix.lastIndexOf("/") + 1);
  return {
    source,
    root,
    prefix,
    segmentsAt: prefix.lastIndexOf("/") + 1,
    segments:
      open === -1
        ? []
        : rest
            .split("/")
            .slice(0, takesRest ? -1 : undefined)
            .map((part) => part.split(PLACEHOLDER)),
    takesRest,
    literalLength: source.split(/\{[^}]*\}/).join("").length,
  };
}

/** Whether `parsePattern` said no. */
export function isPatternFault(value: PathPattern | PatternFault): value is PatternFault {
  return "reason" in value;
}

/** Whether the pattern matches the text up to `end`, a path whose ASCII escapes are decoded. Linear in its length. */
export function matchesPattern(pattern: PathPattern, text: string, end = text.length): boolean {
  const { prefix, segments, takesRest } = pattern;
  if (end < prefix.length || !text.startsWith(prefix)) return false;
  if (segments.length === 0 && !takesRest) return end === prefix.length;
  let at = pattern.segmentsAt;
  for (let index = 0; index < segments.length; index += 1) {
    const slash = text.indexOf("/", at);
    const hasSlash = slash !== -1 && slash < end;
    const isLast = index === segments.length - 1 && !takesRest;
    if (isLast === hasSlash) return false;
    const segmentEnd = hasSlash ? slash : end;
    if (!matchesSegment(segments[index] ?? [], text, at, segmentEnd)) return false;
    at = segmentEnd + 1;
  }
  return !takesRest || at < end;
}

/** Placeholders take as little as they can, which finds a match whenever there is one. */
function matchesSegment(literals: Segment, path: string, start: number, end: number): boolean {
  const first = literals[0] ?? "";
  if (!path.startsWith(first, start)) return false;
  let at = start + first.length;
  if (literals.length === 1) return at === end;
  for (let index = 1; index < literals.length - 1; index += 1) {
    const literal = literals[index] ?? "";
    const found = path.indexOf(literal, at + 1);
    if (found === -1 || found + literal.length > end) return false;
    at = found + literal.length;
  }
  const last = literals[literals.length - 1] ?? "";
  const lastAt = end - last.length;
  return lastAt > at && path.startsWith(last, lastAt);
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
