import { z } from "zod";
import { isId } from "@/lib/std/id";
import { KeyName, KeyRef, Reason } from "./schemas";
import { EXPIRY_DAYS_MAX, OVERLAP_MAX_HOURS } from "./terms";

const PRODUCTS_MAX = 50;
const CLASSES_MAX = 50;
const SECRETS_MAX = 20;
/**
 * A key, and the version of it that whoever changes it has seen. A newer one is then a conflict (`version_mismatch`);
 * `null` changes whatever is there.
 */
const Versioned = KeyRef.extend({ version: z.int().min(1).nullable().default(null) });
export type VersionedKeyRef = z.output<typeof Versioned>;

const Time = z.iso.datetime({ offset: true, error: "Enter a date." });
const OverlapSeconds = z
  .int("Use whole seconds.")
  .min(0, "Use 0 or more.")
  .max(OVERLAP_MAX_HOURS * 3600, `Use at most ${OVERLAP_MAX_HOURS} hours.`);

/** What disabling a key takes. */
export const DisableKeyInput = Versioned.extend({ reason: Reason.default("") });
export type DisableKeyInput = z.output<typeof DisableKeyInput>;

/** What enabling a key takes. */
export const EnableKeyInput = Versioned.extend({ reason: Reason.default("") });
export type EnableKeyInput = z.output<typeof EnableKeyInput>;

/** What the provider's staff must say to disable or enable a customer's key: which one and why. */
export const StaffKeyInput = KeyRef.extend({ reason: Reason.min(1, "Give a reason. The customer sees it.") });
export type StaffKeyInput = z.output<typeof StaffKeyInput>;

/** What renaming a key takes. */
export const RenameKeyInput = Versioned.extend({ name: KeyName });
export type RenameKeyInput = z.output<typeof RenameKeyInput>;

/** From when to when a key is valid; a field left out stays as it is, `null` removes it. */
export const SetValidityInput = Versioned.extend({
  validFrom: Time.nullable().optional(),
  expiresAt: Time.nullable().optional(),
});
export type SetValidityInput = z.output<typeof SetValidityInput>;

const AllowedProduct = z.strictObject({
  productId: z.string().refine((id) => isId("product", id), "This is not a product."),
  /** Endpoint classes of the product; empty = all of them, those to come included. */
  classIds: z
    .array(z.string().refine((id) => isId("endpointClass", id), "This is not an endpoint class."))
    .max(CLASSES_MAX, `Choose at most ${CLASSES_MAX} endpoint classes.`)
    .default([])
    .transform((ids) => [...new Set(ids)].sort()),
});

/** What a key may be used for; a field left out stays as it is. */
export const SetAccessInput = Versioned.extend({
  access: z.enum(["read", "write"]).optional(),
  allowQueryKey: z.boolean().optional(),
  products: z
    .array(AllowedProduct)
    .min(1, "Choose at least one product.")
    .max(PRODUCTS_MAX, `Choose at most ${PRODUCTS_MAX} products.`)
    .refine(
      (list) => new Set(list.map(({ productId }) => productId)).size === list.length,
      "Name each product once.",
    )
    .optional(),
});
export type SetAccessInput = z.output<typeof SetAccessInput>;

/** What rotating a key takes. */
export const RotateKeyInput = Versioned.extend({
  /** How long the old secret goes on working: from now, or from the first use of the new one. */
  overlapSeconds: OverlapSeconds,
  /** The overlap begins when the new secret is first used; the deployment's cap still counts from now. */
  startAtFirstUse: z.boolean().default(false),
  /** A rotation that is under way ends now: its old secret stops working. Otherwise it is a conflict. */
  endRetiringNow: z.boolean().default(false),
  reason: Reason.default(""),
});
export type RotateKeyInput = z.output<typeof RotateKeyInput>;

/** What ending a rotation early takes. */
export const FinishRotationInput = Versioned.extend({ reason: Reason.default("") });
export type FinishRotationInput = z.output<typeof FinishRotationInput>;

/** What extending a rotation takes: the whole overlap, counted from the rotation. */
export const ExtendRotationInput = Versioned.extend({
  overlapSeconds: OverlapSeconds,
  reason: Reason.default(""),
});
export type ExtendRotationInput = z.output<typeof ExtendRotationInput>;

/** What cancelling a rotation takes. */
export const CancelRotationInput = Versioned.extend({ reason: Reason.default("") });
export type CancelRotationInput = z.output<typeof CancelRotationInput>;

const SecretId = z.string().refine((id) => isId("secret", id), "This is not a secret's ID.");

/** What saying that secrets of a key have leaked takes; none named: all that work. The note goes into the audit log. */
export const MarkLeakedInput = KeyRef.extend({
  secretIds: z.array(SecretId).max(SECRETS_MAX, `Name at most ${SECRETS_MAX} secrets.`).default([]),
  note: Reason.default(""),
});
export type MarkLeakedInput = z.output<typeof MarkLeakedInput>;

/** Whether a key may begin or end at `at`, as seen at `now`: in the future, and no further than any key may live. */
export function isFutureTime(at: Date, now: Date): boolean {
  const days = (at.getTime() - now.getTime()) / 86_400_000;
  return days > 0 && days <= EXPIRY_DAYS_MAX;
}
