import type { OrgType } from "@/lib/orgs/schemas";

/** What the kinds of organizations are called. */
export const ORG_TYPE_WORDS = {
  enterprise: "Enterprise",
  self_serve: "Self-serve",
} as const satisfies Record<OrgType, string>;
