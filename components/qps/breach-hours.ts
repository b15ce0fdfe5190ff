const SHARE = 0.75;

/**
 * When in the day breaches happen, as the end of a sentence: the shortest run of hours that holds three quarters of them,
 * ", mostly 08:00–11:00 UTC". Empty without breaches, and where that run is no news: longer than eight hours.
 */
export function breachHoursWords(byHour: readonly number[]): string {
  const total = byHour.reduce((sum, count) => sum + count, 0);
  if (total === 0) return "";
  for (let length = 1; length <= 8; length += 1) {
    for (let start = 0; start < 24; start += 1) {
      const hours = Array.from({ length }, (_, n) => byHour[(start + n) % 24] ?? 0);
      const held = hours.reduce((sum, count) => sum + count, 0);
      if (held >= total * SHARE && hours[0] !== 0) {
        return `, mostly ${clock(start)}–${clock(start + length)} UTC`;
      }
    }
  }
  return "";
}

function clock(hour: number): string {
  return `${String(hour % 24).padStart(2, "0")}:00`;
}
