import { QPS_MAX } from "@/lib/qps/sizes";

/** A typed limit, for the what-if beside it; `null` while it is none. */
export function limitTyped(text: string): number | null {
  const digits = text.trim();
  const value = Number(digits);
  return /^\d+$/.test(digits) && value >= 1 && value <= QPS_MAX ? value : null;
}
