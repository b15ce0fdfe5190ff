import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsBoolean,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";

export const LOG_RANGES = ["1h", "24h", "7d"] as const;
export type LogRange = (typeof LOG_RANGES)[number];
export const LOG_ONLY = ["all", "refused", "failed", "accepted"] as const;

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
  /** Calls as they come, in place of those that were. */
  live: parseAsBoolean.withDefault(false),
};
export type LogParams = inferParserType<typeof logParams>;

export const loadLogParams = createLoader(logParams);
export const serializeLogParams = createSerializer(logParams);

export function isLogNarrowed({ range, only, key, code, ip }: LogParams): boolean {
  return range !== "24h" || only !== "all" || [key, code, ip].some((value) => value !== "");
}
