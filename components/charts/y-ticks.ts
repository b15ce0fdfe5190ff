const STEPS = [1, 2, 2.5, 5, 10];

/**
 * Ticks of a y axis for counts: from zero in equal, round, whole steps to the first one at or above `max`.
 *
 * Three to six ticks; an empty chart gets an axis too.
 */
export function yTicks(max: number): number[] {
  const rough = Math.max(max, 4) / 4;
  const power = 10 ** Math.floor(Math.log10(rough));
  const step =
    STEPS.map((factor) => factor * power).find((size) => size >= rough && Number.isInteger(size)) ??
    10 * power;
  const count = Math.max(2, Math.ceil(max / step));
  return Array.from({ length: count + 1 }, (_, i) => i * step);
}
