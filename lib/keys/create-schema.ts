import { z } from "zod";
import { SetKeyLimitsInput } from "@/lib/limits/schemas";
import { RotateEveryDays } from "./edit-schema";
import { SetAccessInput } from "./life-schemas";
import { Restrictions } from "./restrictions-schema";
import { KeyName, KeyNote, KeyTags } from "./schemas";
import { BILLING_TYPES } from "./terms";

const Time = z.iso.datetime({ offset: true, error: "Enter a date." });

/** What creating a key takes. Unknown fields are refused. */
export const CreateKeyInput = z.strictObject({
  name: KeyName,
  products: SetAccessInput.shape.products.unwrap(),
  billingType: z.enum(BILLING_TYPES, "Choose a billing type."),
  access: z.enum(["read", "write"]).default("write"),
  allowQueryKey: z.boolean().default(true),
  /** ISO 8601 with zone; `null`: at once. */
  validFrom: Time.nullable().default(null),
  /** ISO 8601 with zone; `null`: never. */
  expiresAt: Time.nullable().default(null),
  /** `null`: what the organization gives new keys. */
  restrictions: Restrictions.nullable().default(null),
  /** Limits of its own, none above what was agreed. */
  limits: SetKeyLimitsInput.shape.limits.default([]),
  note: KeyNote.default(""),
  tags: KeyTags.default([]),
  /** Cannot be deleted until somebody lifts it. */
  isProtected: z.boolean().default(false),
  rotateEveryDays: RotateEveryDays.default(null),
});
export type CreateKeyInput = z.output<typeof CreateKeyInput>;
