import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { readPolicies } from "@/lib/orgs/policies/read";
import { latestEnd } from "@/lib/orgs/policies/within";
import type { Restrictions } from "./restrictions-schema";
import type { BillingType } from "./schemas";
import { BILLING_TYPES_OF_ORG } from "./terms";

/** What the organization lays down for a key, so that a form can say so beforehand. The verbs decide. */
export type KeyRules = {
  billingTypes: readonly BillingType[];
  allowQueryKeys: boolean;
  rotateEveryDays: number | null;
  /** The last moment the key may live to, ISO 8601; `null`: no such rule. */
  latestEnd: string | null;
  /** What a new key starts with. */
  defaultRestrictions: Restrictions;
};

/**
 * The rules for a key made at `createdAt`.
 * @throws {DomainError} `forbidden` for who may make no key.
 */
export async function keyRules(ctx: OrgContext, createdAt: Date): Promise<KeyRules> {
  requirePermission(ctx, "keys:create");
  const policies = await readPolicies(db, ctx.org.id);
  return {
    billingTypes: BILLING_TYPES_OF_ORG[ctx.org.type],
    allowQueryKeys: policies.allowQueryKeys,
    rotateEveryDays: policies.rotateEveryDays,
    latestEnd: latestEnd(policies, createdAt)?.toISOString() ?? null,
    defaultRestrictions: policies.defaultRestrictions,
  };
}
