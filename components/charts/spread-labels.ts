/**
 * Moves labels apart so that none covers another: at least `gap` between neighbours, all within `[low, high]`, in the
 * order of their wishes, as near to them as that allows. Answers positions in the order of `wishes`.
 */
export function spreadLabels(wishes: readonly number[], gap: number, low: number, high: number): number[] {
  const order = wishes.map((wish, i) => ({ wish, i })).sort((a, b) => a.wish - b.wish || a.i - b.i);
  const placed: number[] = [];
  for (const { wish } of order) {
    placed.push(Math.max(wish, low, (placed.at(-1) ?? Number.NEGATIVE_INFINITY) + gap));
  }
  let ceiling = high;
  for (let n = placed.length - 1; n >= 0; n--) {
    placed[n] = Math.min(placed[n] ?? ceiling, ceiling);
    ceiling = (placed[n] ?? ceiling) - gap;
  }
  const result = [...wishes];
  for (const [n, { i }] of order.entries()) result[i] = placed[n] ?? low;
  return result;
}
