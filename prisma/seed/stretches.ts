const DAY_MS = 86_400_000;

/** A time in stretches of so many days, so that no statement of the seed comes near the time a statement may take. */
export function stretchesOf(from: Date, to: Date, days: number): { from: Date; to: Date }[] {
  const stretches: { from: Date; to: Date }[] = [];
  for (let start = from.getTime(); start < to.getTime(); start += days * DAY_MS) {
    stretches.push({ from: new Date(start), to: new Date(Math.min(start + days * DAY_MS, to.getTime())) });
  }
  return stretches;
}
