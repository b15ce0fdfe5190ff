/** The lightest that can still be told from nothing. */
const LEAST = 0.22;

/**
 * How dark a value is drawn, `LEAST` to 1: by its order of magnitude, so that one heavy country does not hide all others.
 */
export function shadeOf(value: number, most: number): number {
  if (most <= 1 || value >= most) return 1;
  return LEAST + (1 - LEAST) * (Math.log1p(value) / Math.log1p(most));
}
