import { formatCidr } from "@/lib/edge/cidr";
import { DEFAULT_KEY_HEADERS } from "@/lib/edge/credentials";
import { env } from "@/lib/env";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/** How this installation is set up: what its environment says, and what stands for the rest. Holds nothing secret. */
export type Installation = {
  providerName: string;
  supportEmail: string;
  publicUrl: string;
  /** Where clients reach the edge. */
  edgeUrl: string;
  overlapCapHours: number;
  /** Header fields a key may come in. */
  keyHeaders: readonly string[];
  /** Networks whose `X-Forwarded-For` is believed; none: nobody's is. */
  trustedProxies: readonly string[];
  /** Private networks that upstreams may live in. */
  privateUpstreams: readonly string[];
  requiresTls: boolean;
  /** Whether limits are shared by several instances. */
  sharesLimits: boolean;
  keptDays: { minutes: number; hours: number; days: number; requests: number };
};

/** How this installation is set up. @throws {DomainError} `forbidden`. */
export function readInstallation(ctx: StaffContext): Installation {
  requireStaff(ctx, "settings:manage");
  const settings = env();
  return {
    providerName: settings.PROVIDER_NAME,
    supportEmail: settings.SUPPORT_EMAIL,
    publicUrl: settings.PUBLIC_URL,
    edgeUrl: settings.EDGE_BASE_URL ?? settings.PUBLIC_URL,
    overlapCapHours: settings.OVERLAP_CAP_HOURS,
    keyHeaders: DEFAULT_KEY_HEADERS,
    trustedProxies: settings.TRUSTED_PROXY_CIDRS.map(formatCidr),
    privateUpstreams: settings.UPSTREAM_PRIVATE_CIDRS.split(",")
      .map((text) => text.trim())
      .filter(Boolean),
    requiresTls: settings.REQUIRE_TLS === "1",
    sharesLimits: settings.REDIS_URL !== undefined,
    keptDays: {
      minutes: settings.USAGE_KEEP_DAYS,
      hours: settings.USAGE_HOURS_KEEP_DAYS,
      days: settings.USAGE_DAYS_KEEP_DAYS,
      requests: settings.REQUEST_LOG_KEEP_DAYS,
    },
  };
}
