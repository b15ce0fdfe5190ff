import { z } from "zod";
import { isId } from "@/lib/std/id";

/** Every billing type a key can have. */
export const BILLING_TYPES = ["paying", "evaluation", "free", "freemium", "pay_as_you_grow"] as const;
export type BillingType = (typeof BILLING_TYPES)[number];

/** The billing types an organization of each type may give its keys; a form starts with the first one. */
export const BILLING_TYPES_OF_ORG = {
  enterprise: ["paying", "evaluation", "free"],
  self_serve: ["freemium", "pay_as_you_grow"],
} as const satisfies Record<"enterprise" | "self_serve", readonly [BillingType, ...BillingType[]]>;

/** States of a key that a list shows and filters by. */
export const LISTED_STATUSES = [
  "active",
  "disabled",
  "disabled_by_staff",
  "not_yet_valid",
  "expired",
] as const;
export type ListedStatus = (typeof LISTED_STATUSES)[number];
/** `deleted` is in no list: the key is a tombstone. */
export type KeyStatus = ListedStatus | "deleted";

/** How many keys an organization can hold (deleted ones do not count). */
export const KEYS_PER_ORG_MAX = 20_000;
/** How many keys a page of the list holds at most. */
export const PAGE_SIZE_MAX = 100;
/** Longest life a key can be given, in days. */
export const EXPIRY_DAYS_MAX = 3650;

const NAME_MAX = 80;
const REASON_MAX = 500;
const PRODUCTS_MAX = 50;

// Bidirectional controls can make a name read as another one; the rest of Cc, Zl, Zp has no business in a single line.
const BREAKS_A_LINE = /[\p{Cc}\p{Zl}\p{Zp}\u202a-\u202e\u2066-\u2069]/u;
const VISIBLE = /[\p{L}\p{N}\p{P}\p{S}]/u;
const LONE_SURROGATE = /\p{Cs}/u;
const SECRET = /kw_([0-9A-Za-z]{4})[0-9A-Za-z]{41}([0-9A-Za-z]{4})/;

/** A key's name: kept byte for byte or refused; never trimmed, normalized or cut. */
export const KeyName = z
  .string()
  .min(1, "Give the key a name.")
  .max(NAME_MAX, `Use at most ${NAME_MAX} characters.`)
  .refine((name) => name === name.trim(), "Remove the space at the start or end.")
  .refine((name) => name === "" || VISIBLE.test(name), "Use at least one visible character.")
  .refine(
    (name) => !BREAKS_A_LINE.test(name) && !LONE_SURROGATE.test(name),
    "Remove line breaks and control characters.",
  )
  .refine((name) => !SECRET.test(name), "This is a secret, not a name. Names are not kept secret.");

const KeyId = z.string().refine((id) => isId("key", id), "This is not a key ID.");
const ProductId = z.string().refine((id) => isId("product", id), "This is not a product.");

/** What creating a key takes. Unknown fields are refused. */
export const CreateKeyInput = z.strictObject({
  name: KeyName,
  productIds: z
    .array(ProductId)
    .min(1, "Choose at least one product.")
    .max(PRODUCTS_MAX, `Choose at most ${PRODUCTS_MAX} products.`)
    .transform((ids) => [...new Set(ids)]),
  billingType: z.enum(BILLING_TYPES, "Choose a billing type."),
  access: z.enum(["read", "write"]).default("write"),
  /** ISO 8601 with zone; `null`: never. */
  expiresAt: z.iso.datetime({ offset: true, error: "Enter a date." }).nullable().default(null),
});
export type CreateKeyInput = z.output<typeof CreateKeyInput>;

/** Names one key of the caller's organization. */
export const KeyRef = z.strictObject({ keyId: KeyId });
export type KeyRef = z.output<typeof KeyRef>;

// The database stores neither NUL nor half a surrogate pair; the rest of Cc has no business in a sentence.
const UNFIT_FOR_TEXT = /[^\P{Cc}\n\r\t]|\p{Cs}/u;

/** Why something was done: goes into the audit log, and to whoever asks why a key is disabled. */
export const Reason = z
  .string()
  .trim()
  .max(REASON_MAX, `Use at most ${REASON_MAX} characters.`)
  .refine((text) => !UNFIT_FOR_TEXT.test(text), "Remove control characters.");

/** What deleting a key takes; the reason goes into the audit log. */
export const DeleteKeyInput = z.strictObject({
  keyId: KeyId,
  reason: Reason.default(""),
});
export type DeleteKeyInput = z.output<typeof DeleteKeyInput>;

export const SORTS = ["created", "name", "last_used"] as const;
export type KeySort = (typeof SORTS)[number];
export const DIRECTIONS = ["asc", "desc"] as const;
export type SortDirection = (typeof DIRECTIONS)[number];

/**
 * What somebody typed into a box that searches keys, fit for a URL and a log.
 *
 * A whole secret, anywhere in the text, is cut down to its preview (`kw_4fT2…9aQx`); the rest of the text goes with it.
 */
export const SearchText = z.string().transform((typed) => {
  const [, head, tail] = SECRET.exec(typed) ?? [];
  return head && tail ? `kw_${head}…${tail}` : typed;
});

/** One page of the list. Empty filters mean "all". */
export const ListKeysInput = z.strictObject({
  q: SearchText.pipe(z.string().max(200)).default(""),
  status: z.array(z.enum(LISTED_STATUSES)).max(LISTED_STATUSES.length).default([]),
  productIds: z.array(z.string().max(40)).max(PRODUCTS_MAX).default([]),
  billingType: z.array(z.enum(BILLING_TYPES)).max(BILLING_TYPES.length).default([]),
  sort: z.enum(SORTS).default("created"),
  direction: z.enum(DIRECTIONS).default("desc"),
  /** From a former page's `nextCursor` or `previousCursor`; `null`: the first page. */
  cursor: z.string().max(1000).nullable().default(null),
  limit: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
});
export type ListKeysInput = z.output<typeof ListKeysInput>;
