type Rounds = { rounds: number; warmUp: number };

/** Milliseconds that each round took; the first ones, in which caches fill, are not told. */
export async function timed(
  work: (round: number) => Promise<unknown>,
  { rounds, warmUp }: Rounds,
): Promise<number[]> {
  const times: number[] = [];
  for (let round = 0; round < rounds + warmUp; round += 1) {
    const begin = performance.now();
    await work(round);
    if (round >= warmUp) times.push(performance.now() - begin);
  }
  return times;
}

/** The time that so many percent of them do not exceed. */
export function percentile(times: readonly number[], share: number): number {
  const sorted = times.toSorted((a, b) => a - b);
  return sorted[Math.min(sorted.length - 1, Math.floor((sorted.length * share) / 100))] ?? 0;
}
