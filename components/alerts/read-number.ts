/** A whole number as typed, or what is wrong with it. */
export function readNumber(
  typed: string,
  { min, max }: { min: number; max: number },
): { value: number; fault?: undefined } | { value?: undefined; fault: string } {
  const text = typed.trim();
  const value = Number(text);
  const isWithin = /^\d{1,9}$/.test(text) && value >= min && value <= max;
  return isWithin ? { value } : { fault: `Enter a whole number from ${min} to ${max.toLocaleString("en")}.` };
}
