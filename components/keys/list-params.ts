import {
  createLoader,
  createSerializer,
  type inferParserType,
  parseAsArrayOf,
  parseAsNumberLiteral,
  parseAsString,
  parseAsStringLiteral,
} from "nuqs/server";
import { DIRECTIONS, SORTS } from "@/lib/keys/list-schema";
import { BILLING_TYPES, LISTED_STATUSES } from "@/lib/keys/schemas";

/** How many keys a page can show. */
export const PAGE_SIZES = [25, 50, 100] as const;

/** The list's state in the URL: the same table for the server's reading and the browser's writing. */
export const listParams = {
  q: parseAsString.withDefault(""),
  status: parseAsArrayOf(parseAsStringLiteral(LISTED_STATUSES)).withDefault([]),
  product: parseAsArrayOf(parseAsString).withDefault([]),
  billing: parseAsArrayOf(parseAsStringLiteral(BILLING_TYPES)).withDefault([]),
  sort: parseAsStringLiteral(SORTS).withDefault("created"),
  direction: parseAsStringLiteral(DIRECTIONS).withDefault("desc"),
  size: parseAsNumberLiteral(PAGE_SIZES).withDefault(25),
  cursor: parseAsString,
};

export type ListParams = inferParserType<typeof listParams>;

export const loadListParams = createLoader(listParams);
export const serializeListParams = createSerializer(listParams);

/** Whether anything narrows the list. */
export function isNarrowed({ q, status, product, billing }: ListParams): boolean {
  return q.trim() !== "" || status.length + product.length + billing.length > 0;
}
