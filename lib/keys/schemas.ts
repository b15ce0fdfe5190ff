import { z } from "zod";
import { isId } from "@/lib/std/id";
import { SECRET, searchText } from "./search-text";
import { type BILLING_TYPES, type LISTED_STATUSES, NOTE_MAX, TAGS_MAX } from "./terms";

export type BillingType = (typeof BILLING_TYPES)[number];
export type ListedStatus = (typeof LISTED_STATUSES)[number];
/** `deleted` is in no list: the key is a tombstone. */
export type KeyStatus = ListedStatus | "deleted";

const NAME_MAX = 80;
const TAG_MAX = 40;
const REASON_MAX = 500;

// Bidirectional controls can make a name read as another one; the rest of Cc, Zl, Zp has no business in a single line.
const BREAKS_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const LONE_SURROGATE = /\p{Cs}/u;

/** One line that is shown as it is or refused; never trimmed, normalized or cut. */
function line(max: number) {
  return z
    .string()
    .max(max, `Use at most ${max} characters.`)
    .refine((text) => text === text.trim(), "Remove the space at the start or end.")
    .refine((text) => text === "" || VISIBLE.test(text), "Use at least one visible character.")
    .refine(
      (text) => !BREAKS_A_LINE.test(text) && !LONE_SURROGATE.test(text),
      "Remove line breaks and control characters.",
    );
}

/** A key's name: kept byte for byte or refused. */
export const KeyName = line(NAME_MAX)
  .min(1, "Give the key a name.")
  .refine((name) => !SECRET.test(name), "This is a secret, not a name. Names are not kept secret.");

/** A word to find keys by: kept byte for byte or refused. A form parts tags by commas, so none can hold one. */
const KeyTag = line(TAG_MAX)
  .min(1, "Leave out the empty tag.")
  .refine((tag) => !tag.includes(","), "A tag cannot hold a comma.")
  .refine((tag) => !SECRET.test(tag), "This is a secret, not a tag. Tags are not kept secret.");

/** A key's tags, in the order given, each once. */
export const KeyTags = z
  .array(KeyTag)
  .max(TAGS_MAX, `Use at most ${TAGS_MAX} tags.`)
  .transform((tags) => [...new Set(tags)]);

const KeyId = z.string().refine((id) => isId("key", id), "This is not a key ID.");

/** Names one key of the caller's organization. */
export const KeyRef = z.strictObject({ keyId: KeyId });
export type KeyRef = z.output<typeof KeyRef>;

// The database stores neither NUL nor half a surrogate pair; the rest of Cc has no business in a sentence.
const UNFIT_FOR_TEXT = /[^\P{Cc}\n\r\t]|\p{Cs}/u;

/** Sentences, lines and all, without the space around them; at most so many characters, none that a database would not keep. */
export function sentences(max: number) {
  return z
    .string()
    .trim()
    .max(max, `Use at most ${max} characters.`)
    .refine((text) => !UNFIT_FOR_TEXT.test(text), "Remove control characters.");
}

/** Why something was done: goes into the audit log, and to whoever asks why a key is disabled. */
export const Reason = sentences(REASON_MAX);

/** What somebody wants to remember of a key, lines and all: kept byte for byte or refused. */
export const KeyNote = z
  .string()
  .max(NOTE_MAX, `Use at most ${NOTE_MAX} characters.`)
  .refine((text) => !UNFIT_FOR_TEXT.test(text), "Remove control characters.")
  .refine((text) => !SECRET.test(text), "This holds a secret. Notes are not kept secret.");

/** What deleting a key takes; the reason goes into the audit log. */
export const DeleteKeyInput = z.strictObject({
  keyId: KeyId,
  reason: Reason.default(""),
});
export type DeleteKeyInput = z.output<typeof DeleteKeyInput>;

/** What somebody typed into a box that searches keys, as `searchText` leaves it. */
export const SearchText = z.string().transform(searchText);
