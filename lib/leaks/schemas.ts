import { z } from "zod";
import { KeyRef, Reason } from "@/lib/keys/schemas";
import { isId } from "@/lib/std/id";
import { ADDRESSES_MAX, LOOKUP_MAX } from "./terms";

/** SHA-256 of a secret in lower-case hex: all of it that ever leaves the browser. Nothing shaped like a secret passes. */
const Digest = z.string().regex(/^[0-9a-f]{64}$/, "This is not a SHA-256 digest.");
const Distinct = <T>(values: T[]): T[] => [...new Set(values)];

/** Secrets to find, by digest, and keys that are known already. */
export const FindLeaksInput = z.strictObject({
  digests: z
    .array(Digest)
    .max(LOOKUP_MAX, `Look up at most ${LOOKUP_MAX} secrets at once.`)
    .default([])
    .transform(Distinct),
  keyIds: z
    .array(KeyRef.shape.keyId)
    .max(LOOKUP_MAX, `Look up at most ${LOOKUP_MAX} keys at once.`)
    .default([])
    .transform(Distinct),
});
export type FindLeaksInput = z.output<typeof FindLeaksInput>;

/** What can be done about a leaked key, the swiftest first. */
export const RESPONSES = ["disable", "rotate", "finish", "restrict", "note"] as const;
export type LeakResponse = (typeof RESPONSES)[number];

/** What is done about one leaked key. */
export const RespondInput = KeyRef.extend({
  /** The secrets that leaked; none named: all that work. */
  secretIds: z
    .array(z.string().refine((id) => isId("secret", id), "This is not a secret's ID."))
    .max(LOOKUP_MAX)
    .default([]),
  response: z.enum(RESPONSES, "Choose what to do."),
  /** For `restrict`: the only addresses and networks that may use the key from now on. */
  allow: z.array(z.string().max(64)).max(ADDRESSES_MAX, `List at most ${ADDRESSES_MAX} entries.`).default([]),
  /** For `rotate`: a rotation that is under way ends now. */
  endRetiringNow: z.boolean().default(false),
  note: Reason.default(""),
});
export type RespondInput = z.output<typeof RespondInput>;

/** Keys whose siblings are asked for. */
export const SiblingsInput = z.strictObject({
  keyIds: z.array(KeyRef.shape.keyId).min(1).max(LOOKUP_MAX).transform(Distinct),
});
export type SiblingsInput = z.output<typeof SiblingsInput>;
