import { z } from "zod";
import { SetKeyLimitsInput } from "@/lib/limits/schemas";
import { SetAccessInput, SetValidityInput } from "./life-schemas";
import { Restrictions, SetRestrictionsInput } from "./restrictions-schema";
import { KeyName, Reason } from "./schemas";

/**
 * Everything about a key that one save can change; what is left out stays. Products, restrictions and limits are replaced as
 * a whole.
 */
export const EditKeyInput = z.strictObject({
  keyId: SetRestrictionsInput.shape.keyId,
  /** The version that whoever changes it has seen; `null` changes whatever is there. */
  version: SetRestrictionsInput.shape.version,
  name: KeyName.optional(),
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
