import type { Restrictions } from "./restrictions-schema";

/** Each restriction off and empty: what the schema makes of nothing. */
export function noRestrictions(): Restrictions {
  return {
    domain: { mode: "off", allow: [], allowMissing: false },
    ip: { mode: "off", allow: [], deny: [] },
    userAgent: { mode: "off", allow: [], deny: [], denyKnownBots: false },
    country: { mode: "off", allow: [], deny: [] },
    hours: { mode: "off", zone: "UTC", windows: [] },
  };
}
