export type SelectOption = { value: string; label: string; help?: string; disabled?: boolean };

/**
 * The option that typing `typed` goes to, as in the browser's own lists: the next whose label begins so, after the last
 * around to the first. One letter, or one again and again, goes on from the current option; more stay on it while it fits.
 */
export function optionTyped(
  options: readonly SelectOption[],
  typed: string,
  current: string,
): SelectOption | undefined {
  const letters = [...typed.toLowerCase()];
  const isOneLetter = letters.every((letter) => letter === letters[0]);
  const start = (isOneLetter ? letters[0] : typed.toLowerCase()) ?? "";
  const enabled = options.filter(({ disabled }) => disabled !== true);
  const from = enabled.findIndex(({ value }) => value === current);
  const first = Math.max(isOneLetter ? from + 1 : from, 0);
  const ordered = [...enabled.slice(first), ...enabled.slice(0, first)];
  return ordered.find(({ label }) => label.toLowerCase().startsWith(start));
}
