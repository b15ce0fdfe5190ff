import { DomainError } from "@/lib/errors/domain-error";
import type { OrgContext } from "@/lib/orgs/context";
import type { BillingType } from "./schemas";
import { BILLING_TYPES_OF_ORG } from "./terms";

/**
 * Lets a key have a billing type that its organization can use.
 * @throws {DomainError} `invalid_input` on `billingType`.
 */
export function requireBillingType({ org }: Pick<OrgContext, "org">, type: BillingType): void {
  const allowed: readonly BillingType[] = BILLING_TYPES_OF_ORG[org.type];
  if (allowed.includes(type)) return;
  throw new DomainError("invalid_input", {
    fields: { billingType: ["Your organization cannot use this billing type."] },
  });
}
