/** How many of them make one unit of a currency. */
export const MICROS = 1_000_000;

/** `12.5` → 12,500,000; at most six digits after the point, a comma or spaces between thousands. `null`: no amount. */
export function microsOf(text: string): number | null {
  const [, whole, digits = ""] = /^(\d{1,9})(?:\.(\d{1,6}))?$/.exec(text.replaceAll(/[\s,]/g, "")) ?? [];
  return whole === undefined ? null : Number(whole) * MICROS + Number(digits.padEnd(6, "0"));
}

/** `12,500,000` as it is typed: `12.5`. */
export function amountOf(micros: number): string {
  const whole = Math.floor(micros / MICROS);
  const digits = String(micros % MICROS)
    .padStart(6, "0")
    .replace(/0+$/, "");
  return digits === "" ? String(whole) : `${whole}.${digits}`;
}

/** `€12.50`; small prices keep the digits they have, `$0.0004`. An unknown currency is written as its code. */
export function formatMoney(micros: number, currency: string): string {
  const value = micros / MICROS;
  const isSmall = value !== 0 && Math.abs(value) < 1;
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    ...(isSmall && { maximumFractionDigits: 6 }),
  }).format(value);
}

/** `$1.2K`, for an axis. */
export function formatMoneyShort(micros: number, currency: string): string {
  return new Intl.NumberFormat("en", {
    style: "currency",
    currency,
    notation: "compact",
    minimumFractionDigits: 0,
    maximumFractionDigits: 1,
  }).format(micros / MICROS);
}
