import { UsageError } from "./terminal";

const SECONDS = { s: 1, m: 60, h: 3600, d: 86_400 } as const;

/**
 * Seconds of `90s`, `30m`, `24h`, `2d`, or of `0`.
 * @throws {UsageError}
 */
export function secondsOf(text: string): number {
  if (text === "0") return 0;
  const [, digits, unit] = /^(\d{1,6})([smhd])$/.exec(text) ?? [];
  if (digits === undefined || unit === undefined) {
    throw new UsageError(`"${text}" is no length of time. Write 0, 30m, 24h or 2d.`);
  }
  return Number(digits) * SECONDS[unit as keyof typeof SECONDS];
}
