const compact = new Intl.NumberFormat("en", { notation: "compact", maximumFractionDigits: 1 });
const exact = new Intl.NumberFormat("en", { maximumFractionDigits: 2 });
const percent = new Intl.NumberFormat("en", { style: "percent", maximumFractionDigits: 1 });

/** `12.4K`, `3.1M`; whole below 1,000. */
export function formatCompact(value: number): string {
  return compact.format(value);
}

/** `12,431`. */
export function formatExact(value: number): string {
  return exact.format(value);
}

/** A share of 1 as `3.1%`; a share that is not zero never reads as 0%. */
export function formatShare(share: number): string {
  return share > 0 && share < 0.001 ? "<0.1%" : percent.format(share);
}

const BYTE_UNITS = ["B", "kB", "MB", "GB", "TB", "PB"] as const;

/** Bytes in decimal units: `512 B`, `1.2 MB`. */
export function formatBytes(bytes: number): string {
  let value = bytes;
  let step = 0;
  while (Math.abs(value) >= 999.95 && step < BYTE_UNITS.length - 1) {
    value /= 1_000;
    step += 1;
  }
  const digits = step === 0 || Math.abs(value) >= 99.95 ? 0 : 1;
  return `${value.toFixed(digits)} ${BYTE_UNITS[step]}`;
}
