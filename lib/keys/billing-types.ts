/** Every billing type a key can have. */
export const BILLING_TYPES = ["paying", "evaluation", "free", "freemium", "pay_as_you_grow"] as const;
export type BillingType = (typeof BILLING_TYPES)[number];

/** The billing types an organization of each type may give its keys; the first one is the default of a form. */
export const BILLING_TYPES_OF_ORG = {
  enterprise: ["paying", "evaluation", "free"],
  self_serve: ["freemium", "pay_as_you_grow"],
} as const satisfies Record<"enterprise" | "self_serve", readonly [BillingType, ...BillingType[]]>;

/** Whether an organization of this type may give a key this billing type. */
export function isBillingTypeAllowed(orgType: keyof typeof BILLING_TYPES_OF_ORG, type: BillingType): boolean {
  const allowed: readonly BillingType[] = BILLING_TYPES_OF_ORG[orgType];
  return allowed.includes(type);
}
