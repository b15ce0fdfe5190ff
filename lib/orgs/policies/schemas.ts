import { z } from "zod";
import { Restrictions } from "@/lib/keys/restrictions-schema";
import { Reason } from "@/lib/keys/schemas";
import { EXPIRY_DAYS_MAX, KEYS_PER_ORG_MAX, ROTATE_EVERY_DAYS_MAX } from "@/lib/keys/terms";
import { LeakPolicy } from "@/lib/leak-intake/schemas";

const days = (max: number) =>
  z.int("Use whole days.").min(1, "Use at least 1 day.").max(max, `Use at most ${max} days.`).nullable();

/** What an organization lays down for all its keys and members. `null`: no such rule. */
export const Policies = z.strictObject({
  /** No ciphertext of a secret is kept: it is shown when it is made and never again. */
  showSecretsOnce: z.boolean(),
  /** Whether any key may be sent in the query string; a key's own setting can only forbid more. */
  allowQueryKeys: z.boolean(),
  maxKeys: z
    .int("Use a whole number.")
    .min(1, "Use at least 1.")
    .max(KEYS_PER_ORG_MAX, `Use at most ${KEYS_PER_ORG_MAX}.`)
    .nullable(),
  /** Days from a key's creation to its end, at most. */
  maxKeyAgeDays: days(EXPIRY_DAYS_MAX),
  /** What a new key starts with when nothing else is said. */
  defaultRestrictions: Restrictions,
  rotateEveryDays: days(ROTATE_EVERY_DAYS_MAX),
  /** A rotation that is due happens by itself; otherwise people are only reminded. */
  autoRotate: z.boolean(),
  /** What happens by itself when somebody who looks for secrets in the open has found one. */
  leakResponse: LeakPolicy,
  /** Every member needs a second factor. */
  requireSecondFactor: z.boolean(),
  /** A copy, a rotation or a deletion asks who is there once more. */
  requireStepUp: z.boolean(),
});
export type Policies = z.output<typeof Policies>;

export type PolicyName = keyof Policies;
/** Every policy, in the order a person reads them. */
export const POLICY_NAMES = Object.keys(Policies.shape) as readonly PolicyName[];

/** What a preview takes: the policies as they would be. */
export const PreviewPoliciesInput = Policies.partial().strict();
export type PreviewPoliciesInput = z.output<typeof PreviewPoliciesInput>;

/** What changing policies takes: those that change, and the version they were read at. */
export const ChangePoliciesInput = z.strictObject({
  version: z.int().min(1),
  ...Policies.partial().shape,
  reason: Reason.default(""),
});
export type ChangePoliciesInput = z.output<typeof ChangePoliciesInput>;
