import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { RequestsFilter } from "@/lib/usage/request-schemas";

export const LOG_RANGES = ["1h", "24h", "7d", "14d"] as const;
export type LogRange = (typeof LOG_RANGES)[number];
export const LOG_ONLY = ["all", "refused", "failed", "accepted"] as const;

const HOURS = { "1h": 1, "24h": 24, "7d": 168, "14d": 336 } as const satisfies Record<LogRange, number>;

/** The request log's state in the URL. */
export const logParams = {
  range: parseAsStringLiteral(LOG_RANGES).withDefault("24h"),
  only: parseAsStringLiteral(LOG_ONLY).withDefault("all"),
  key: parseAsString.withDefault(""),
  code: parseAsString.withDefault(""),
  ip: parseAsString.withDefault(""),
  /** Where the page begins. */
  after: parseAsString.withDefault(""),
  /** The call that is looked at. */
  request: parseAsString.withDefault(""),
};
export type LogParams = inferParserType<typeof logParams>;

export const loadLogParams = createLoader(logParams);
export const serializeLogParams = createSerializer(logParams);

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

export function isLogNarrowed({ range, only, key, code, ip }: LogParams): boolean {
  return range !== "24h" || only !== "all" || [key, code, ip].some((value) => value !== "");
}
