import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsInteger,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { BILLING_TYPES, DIRECTIONS, LISTED_STATUSES, SORTS, TRAITS } from "@/lib/keys/terms";

/** How many keys a page can show. */
export const PAGE_SIZES = [25, 50, 100] as const;

/** The list's state in the URL: the same table for the server's reading and the browser's writing. */
export const listParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(LISTED_STATUSES)).withDefault([]),
  product: parseAsArrayOf(parseAsString).withDefault([]),
  billing: parseAsArrayOf(parseAsStringLiteral(BILLING_TYPES)).withDefault([]),
  is: parseAsArrayOf(parseAsStringLiteral(TRAITS)).withDefault([]),
  /** Days. */
  unused: parseAsInteger,
  /** Days. */
  expiring: parseAsInteger,
  sort: parseAsStringLiteral(SORTS).withDefault("created"),
  direction: parseAsStringLiteral(DIRECTIONS).withDefault("desc"),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
  cursor: parseAsString,
};

export type ListParams = inferParserType<typeof listParams>;

export const loadListParams = createLoader(listParams);
export const serializeListParams = createSerializer(listParams);

/** What takes every filter out of the URL. */
export const CLEARED = {
  q: null,
  status: null,
  product: null,
  billing: null,
  is: null,
  unused: null,
  expiring: null,
  cursor: null,
};

/** Whether anything narrows the list. */
export function isNarrowed({ q, status, product, billing, is, unused, expiring }: ListParams): boolean {
  const chosen = status.length + product.length + billing.length + is.length;
  return q.trim() !== "" || chosen > 0 || unused !== null || expiring !== null;
}
