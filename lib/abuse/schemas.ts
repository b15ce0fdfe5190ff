import { z } from "zod";
import { Reason } from "@/lib/keys/schemas";
import { isId } from "@/lib/std/id";

/** What raising a flag takes: on an organization, or on one key of it. */
export const RaiseFlagInput = z.strictObject({
  orgId: z.string().refine((id) => isId("org", id), "This is not an organization."),
  keyId: z
    .string()
    .trim()
    .refine((id) => isId("key", id), "This is not a key ID.")
    .nullable()
    .default(null),
  reason: Reason.min(1, "Say what was seen: other staff read this."),
});
export type RaiseFlagInput = z.output<typeof RaiseFlagInput>;

/** Names one flag, to clear it. */
export const ClearFlagInput = z.strictObject({
  flagId: z.string().refine((id) => isId("abuseFlag", id), "This is not an abuse flag."),
  reason: Reason.default(""),
});
export type ClearFlagInput = z.output<typeof ClearFlagInput>;
