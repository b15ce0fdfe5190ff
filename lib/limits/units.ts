/** What a quota counts. */
export const LIMIT_UNITS = ["requests", "transactions", "bytes"] as const;
