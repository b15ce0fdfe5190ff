import { z } from "zod";
import { ROTATE_EVERY_DAYS_MAX } from "@/lib/keys/terms";
import { SetKeyLimitsInput } from "@/lib/limits/schemas";
import { SetAccessInput, SetValidityInput } from "./life-schemas";
import { Restrictions, SetRestrictionsInput } from "./restrictions-schema";
import { KeyName, KeyNote, KeyTags, Reason } from "./schemas";
import { BILLING_TYPES } from "./terms";

/** How often a key is to be rotated, in days; `null`: as its organization says. */
export const RotateEveryDays = z
  .int("Use whole days.")
  .min(1, "Use at least 1 day.")
  .max(ROTATE_EVERY_DAYS_MAX, `Use at most ${ROTATE_EVERY_DAYS_MAX} days.`)
  .nullable();

/**
 * Everything about a key that one save can change; what is left out stays. Products, restrictions, limits and tags are
 * replaced as a whole.
 */
export const EditKeyInput = z.strictObject({
  keyId: SetRestrictionsInput.shape.keyId,
  /** The version that whoever changes it has seen; `null` changes whatever is there. */
  version: SetRestrictionsInput.shape.version,
  name: KeyName.optional(),
  billingType: z.enum(BILLING_TYPES, "Choose a billing type.").optional(),
  note: KeyNote.optional(),
  tags: KeyTags.optional(),
  /** While set, the key cannot be deleted. */
  isProtected: z.boolean().optional(),
  rotateEveryDays: RotateEveryDays.optional(),
  access: SetAccessInput.shape.access,
  allowQueryKey: SetAccessInput.shape.allowQueryKey,
  products: SetAccessInput.shape.products,
  validFrom: SetValidityInput.shape.validFrom,
  expiresAt: SetValidityInput.shape.expiresAt,
  restrictions: Restrictions.optional(),
  limits: SetKeyLimitsInput.shape.limits.optional(),
  reason: Reason.default(""),
});
export type EditKeyInput = z.output<typeof EditKeyInput>;
