import { z } from "zod";
import { SearchText } from "./schemas";
import {
  BILLING_TYPES,
  DIRECTIONS,
  EXPIRY_DAYS_MAX,
  LISTED_STATUSES,
  PAGE_SIZE_MAX,
  SORTS,
  TRAITS,
} from "./terms";

export type KeySort = (typeof SORTS)[number];
export type SortDirection = (typeof DIRECTIONS)[number];
export type KeyTrait = (typeof TRAITS)[number];

const PRODUCTS_MAX = 50;

const Days = z.int().min(1).max(EXPIRY_DAYS_MAX).nullable().default(null);

/** What leaves keys out of a list. Empty filters and `null` mean "all". */
export const KeyFilter = z.strictObject({
  /** Part of a name, tag, product or creator; the start of a key ID; the first or last four characters of a secret. */
  q: SearchText.pipe(z.string().max(200)).default(""),
  status: z.array(z.enum(LISTED_STATUSES)).max(LISTED_STATUSES.length).default([]),
  productIds: z.array(z.string().max(40)).max(PRODUCTS_MAX).default([]),
  billingType: z.array(z.enum(BILLING_TYPES)).max(BILLING_TYPES.length).default([]),
  /** Each of them has to hold. */
  traits: z.array(z.enum(TRAITS)).max(TRAITS.length).default([]),
  /** Not accepted once in so many days, and at least that old. */
  unusedDays: Days,
  /** Ends within so many days. */
  expiringDays: Days,
});
export type KeyFilter = z.output<typeof KeyFilter>;

/** One page of the list. */
export const ListKeysInput = KeyFilter.extend({
  sort: z.enum(SORTS).default("created"),
  direction: z.enum(DIRECTIONS).default("desc"),
  /** From a former page's `nextCursor` or `previousCursor`; `null`: the first page. */
  cursor: z.string().max(1000).nullable().default(null),
  limit: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
});
export type ListKeysInput = z.output<typeof ListKeysInput>;

/** One page of the trash. */
export const ListTrashInput = z.strictObject({
  cursor: z.string().max(1000).nullable().default(null),
  limit: z.int().min(1).max(PAGE_SIZE_MAX).default(50),
});
export type ListTrashInput = z.output<typeof ListTrashInput>;
