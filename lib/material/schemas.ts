import { z } from "zod";

/** The installation's own keys that are rotated by sealing again. */
const Ring = z.enum(["master", "pepper", "edge"]);

export const SealAgainInput = z.strictObject({ ring: Ring });
export type SealAgainInput = z.output<typeof SealAgainInput>;

/** `endsAll`: every access token there is ends at once. */
export const RotateSigningKeyInput = z.strictObject({
  endsAll: z.boolean(),
  reason: z.string().trim().max(500, "Use 500 characters at most."),
});
export type RotateSigningKeyInput = z.output<typeof RotateSigningKeyInput>;
