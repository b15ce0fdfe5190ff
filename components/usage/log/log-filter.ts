import { RequestsFilter } from "@/lib/usage/request-schemas";
import type { LogParams, LogRange } from "./log-params";

const HOURS = { "1h": 1, "24h": 24, "7d": 168 } as const satisfies Record<LogRange, number>;

/** The filter that the URL asks for at `now`; what is no filter is left out. */
export function logFilterOf({ range, only, key, code, ip }: LogParams, now: Date): Record<string, string> {
  const given = {
    only,
    keyId: key.trim(),
    code: code.trim(),
    ip: ip.trim(),
    from: new Date(now.getTime() - HOURS[range] * 3_600_000).toISOString(),
  };
  const filled = Object.entries(given).filter(([, value]) => value !== "");
  const fits = ([name, value]: [string, string]) => RequestsFilter.safeParse({ [name]: value }).success;
  return Object.fromEntries(filled.filter(fits));
}
