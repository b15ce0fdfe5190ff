import { Restrictions } from "@/lib/keys/restrictions-schema";
import type { KeyResource } from "./key-resource";

type Out = Pick<KeyResource, "restrictions" | "enforcement" | "allowNoOrigin">;

/** Stored restrictions in the API's words. */
export function restrictionsOut(stored: unknown): Out {
  const { data } = Restrictions.safeParse(stored);
  if (data === undefined) return { restrictions: null, enforcement: null, allowNoOrigin: false };
  const { domain, ip, userAgent, country, hours } = data;
  return {
    restrictions: {
      domains: domain.allow,
      ips: { allow: ip.allow, deny: ip.deny },
      userAgents: {
        allow: userAgent.allow,
        deny: userAgent.deny,
        ...(userAgent.denyKnownBots ? { denyKnownBots: true as const } : {}),
      },
      countries: { allow: country.allow, deny: country.deny },
      hours: { timeZone: hours.zone, windows: hours.windows },
    },
    enforcement: {
      domains: domain.mode,
      ips: ip.mode,
      userAgents: userAgent.mode,
      countries: country.mode,
      hours: hours.mode,
    },
    allowNoOrigin: domain.allowMissing,
  };
}
