import { z } from "zod";
import { RotateKeyInput } from "../life-schemas";
import { KeyFilter } from "../list-schema";
import { Restrictions } from "../restrictions-schema";
import { KeyRef, Reason } from "../schemas";
import { BULK_BATCH_MAX, BULK_PREVIEW_MAX } from "./sizes";

const KeyId = KeyRef.shape.keyId;
const { domain, ip, userAgent, country, hours } = Restrictions.shape;

/** One restriction as it is wanted. */
export const WantedRestriction = z.discriminatedUnion("kind", [
  z.strictObject({ kind: z.literal("domain"), rule: domain }),
  z.strictObject({ kind: z.literal("ip"), rule: ip }),
  z.strictObject({ kind: z.literal("userAgent"), rule: userAgent }),
  z.strictObject({ kind: z.literal("country"), rule: country }),
  z.strictObject({ kind: z.literal("hours"), rule: hours }),
]);
export type WantedRestriction = z.output<typeof WantedRestriction>;

const reason = Reason.default("");
const { overlapSeconds, startAtFirstUse, endRetiringNow } = RotateKeyInput.shape;

/**
 * What is to be done to each of several keys. `add` puts entries beside those that are there and turns a restriction that is
 * off on; `replace` leaves nothing of what was there. `forbid_query`: the key is not accepted in the query string any more.
 */
export const BulkOperation = z.discriminatedUnion("verb", [
  z.strictObject({ verb: z.literal("disable"), reason }),
  z.strictObject({ verb: z.literal("enable"), reason }),
  z.strictObject({ verb: z.literal("delete"), reason }),
  z.strictObject({ verb: z.literal("rotate"), overlapSeconds, startAtFirstUse, endRetiringNow, reason }),
  z.strictObject({
    verb: z.literal("restrict"),
    how: z.enum(["add", "replace"]),
    restriction: WantedRestriction,
    reason,
  }),
  z.strictObject({ verb: z.literal("forbid_query"), reason }),
  z.strictObject({ verb: z.literal("cancel_rotation"), reason }),
]);
export type BulkOperation = z.output<typeof BulkOperation>;
export type BulkVerb = BulkOperation["verb"];

const isEachOnce = (ids: readonly string[]) => new Set(ids).size === ids.length;

/** What looking at an operation beforehand takes. */
export const PreviewBulkInput = z.strictObject({
  keyIds: z
    .array(KeyId)
    .min(1, "Choose at least one key.")
    .max(BULK_PREVIEW_MAX, `Look at ${BULK_PREVIEW_MAX} keys at most in one question.`)
    .refine(isEachOnce, "Name each key once."),
  operation: BulkOperation,
});
export type PreviewBulkInput = z.output<typeof PreviewBulkInput>;

function batchOf<Key extends z.ZodType<{ keyId: string }>>(key: Key) {
  return z
    .array(key)
    .min(1, "Choose at least one key.")
    .max(BULK_BATCH_MAX, `Send at most ${BULK_BATCH_MAX} keys at once.`)
    .refine((keys) => isEachOnce(keys.map(({ keyId }) => keyId)), "Name each key once.");
}

const Seen = z.strictObject({ keyId: KeyId, version: z.int().min(1) });

/** What doing it takes: each key with the version that was looked at. */
export const RunBulkInput = z.strictObject({ keys: batchOf(Seen), operation: BulkOperation });
export type RunBulkInput = z.output<typeof RunBulkInput>;

const BulkUndo = z.discriminatedUnion("verb", [
  z.strictObject({ verb: z.literal("disable"), keys: batchOf(Seen) }),
  z.strictObject({ verb: z.literal("enable"), keys: batchOf(Seen) }),
  z.strictObject({ verb: z.literal("delete"), keys: batchOf(KeyRef) }),
  z.strictObject({
    verb: z.literal("restrict"),
    keys: batchOf(Seen.extend({ restriction: WantedRestriction })),
  }),
  z.strictObject({ verb: z.literal("forbid_query"), keys: batchOf(Seen) }),
]);

/** What taking it back takes: each key with the version it got, and the restriction it had. */
export const UndoBulkInput = z.strictObject({ undo: BulkUndo });
export type UndoBulkInput = z.output<typeof UndoBulkInput>;

/** Which keys are meant by "all that match". */
export const MatchingKeysInput = KeyFilter;
