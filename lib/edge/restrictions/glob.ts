/** A compiled pattern: whether a text, in lower case, matches as a whole. */
export type Glob = (lowerCaseText: string) => boolean;

/**
 * Compiles a pattern in which `*` stands for any characters, none included, and everything else for itself in either case.
 *
 * Never steps back over a star: between two stars the first place will do, so the time does not grow beyond the length of
 * the text times that of the pattern, whoever wrote it.
 */
export function compileGlob(pattern: string): Glob {
  const [first = "", ...rest] = pattern.toLowerCase().split("*");
  const last = rest.pop();
  if (last === undefined) return (text) => text === first;
  const middles = rest.filter((part) => part !== "");
  return (text) => {
    const end = text.length - last.length;
    if (end < first.length || !text.startsWith(first) || !text.endsWith(last)) return false;
    let at = first.length;
    for (const part of middles) {
      const found = text.indexOf(part, at);
      if (found === -1) return false;
      at = found + part.length;
    }
    return at <= end;
  };
}
