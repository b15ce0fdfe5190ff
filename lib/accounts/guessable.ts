import { commonRank, LONGEST_COMMON } from "./common-passwords";

/** Below this many bits a password is found by anybody who knows the lists and the person. */
const MIN_BITS = 30;

const BITS = { character: 5, separator: 2, digit: 3.3, year: 6, personal: 1, pattern: 4 };

/** Only the start is judged: enough to reach `MIN_BITS` many times over, and no work for an attacker to ask for. */
const JUDGED_CHARACTERS = 128;

const LEET: Record<string, string> = {
  "@": "a",
  "4": "a",
  "3": "e",
  "1": "i",
  "!": "i",
  "0": "o",
  $: "s",
  "5": "s",
  "7": "t",
};

const KEYBOARD = [
  "qwertyuiop",
  "asdfghjkl",
  "zxcvbnm",
  "1234567890",
  "qazwsxedcrfvtgbyhnujmikolp",
  "1qaz2wsx3edc4rfv5tgb6yhn7ujm8ik9ol0p",
];

/**
 * Whether a password is made of little more than leaked passwords, repetition, runs of the alphabet or the
 * keyboard, years, and words about the person or the product.
 *
 * Finds the cheapest way to write the password from such pieces (leet spelling seen through, case ignored) and
 * adds up what guessing each would cost. Any password that is itself in a list of leaked ones is guessable.
 */
export function isGuessable(password: string, personal: readonly string[]): boolean {
  const raw = [...password.normalize("NFKC").toLowerCase()].slice(0, JUDGED_CHARACTERS);
  const plain = raw.map((character) => LEET[character] ?? character);
  const words = new Set(personal.flatMap(wordsOf));
  const best: number[] = [0];
  for (let end = 1; end <= raw.length; end += 1) {
    let bits = (best[end - 1] ?? 0) + characterBits(raw[end - 1] ?? "");
    for (let start = Math.max(0, end - LONGEST_COMMON); start <= end - 3; start += 1) {
      const piece = pieceBits(raw.slice(start, end).join(""), plain.slice(start, end).join(""), words);
      if (piece !== undefined) bits = Math.min(bits, (best[start] ?? 0) + piece);
    }
    const repeated = repetitionStart(raw, end);
    if (repeated !== undefined) bits = Math.min(bits, (best[repeated] ?? 0) + BITS.pattern);
    best.push(bits);
  }
  return (best[raw.length] ?? 0) < MIN_BITS;
}

function pieceBits(raw: string, plain: string, words: ReadonlySet<string>): number | undefined {
  if (words.has(raw) || words.has(plain)) return BITS.personal;
  const rank = Math.min(commonRank(raw) ?? Infinity, (commonRank(plain) ?? Infinity) * 2);
  const costs = [Number.isFinite(rank) ? Math.log2(rank) + 1 : undefined];
  if (isRun(raw)) costs.push(BITS.pattern);
  if (/^(19|20)\d\d$/.test(raw)) costs.push(BITS.year);
  const known = costs.filter((cost) => cost !== undefined);
  return known.length === 0 ? undefined : Math.min(...known);
}

function characterBits(character: string): number {
  if (/[\s\-_.,;:/]/.test(character)) return BITS.separator;
  return /\d/.test(character) ? BITS.digit : BITS.character;
}

/** `3456`, `fedc`, `zxcv`: steps of one through the alphabet, or along a keyboard. */
function isRun(piece: string): boolean {
  const backwards = [...piece].reverse().join("");
  if (KEYBOARD.some((row) => row.includes(piece) || row.includes(backwards))) return true;
  const codes = [...piece].map((character) => character.codePointAt(0) ?? 0);
  const step = (codes[1] ?? 0) - (codes[0] ?? 0);
  return (
    Math.abs(step) === 1 &&
    codes.every((code, index) => index === 0 || code - (codes[index - 1] ?? 0) === step)
  );
}

/** Where a stretch ending at `end` begins to repeat what stands before it; at least as long as one period of it. */
function repetitionStart(characters: readonly string[], end: number): number | undefined {
  for (let period = 1; period <= end / 2; period += 1) {
    let start = end;
    while (start - period > 0 && characters[start - 1] === characters[start - 1 - period]) start -= 1;
    if (end - start >= Math.max(2, period)) return start;
  }
  return undefined;
}

/** Pieces of a name or an address worth looking for: the whole, and each part of three characters or more. */
function wordsOf(text: string): string[] {
  const lower = text.normalize("NFKC").toLowerCase();
  return [lower, lower.replace(/[^\p{L}\p{N}]/gu, ""), ...lower.split(/[^\p{L}\p{N}]+/u)].filter(
    (word) => word.length >= 3 && word.length <= LONGEST_COMMON,
  );
}
