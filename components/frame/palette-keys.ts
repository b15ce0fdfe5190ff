import { queryOptions } from "@tanstack/react-query";
import { z } from "zod";
import { searchText } from "@/lib/keys/search-text";
import { LISTED_STATUSES } from "@/lib/keys/terms";

const FoundKeys = z.object({
  keys: z.array(
    z.object({ id: z.string(), name: z.string(), preview: z.string(), status: z.enum(LISTED_STATUSES) }),
  ),
});

export type FoundKey = z.output<typeof FoundKeys>["keys"][number];

/** Keys of the org whose name, ID or secret's ends match; nothing is asked for an empty search, and no URL holds a pasted secret. */
export function paletteKeysQuery(orgSlug: string, search: string) {
  return queryOptions({
    queryKey: ["palette-keys", orgSlug, search],
    enabled: search !== "",
    staleTime: 10_000,
    queryFn: async ({ signal }): Promise<FoundKey[]> => {
      const query = new URLSearchParams({ org: orgSlug, q: searchText(search) });
      const response = await fetch(`/api/internal/keys?${query}`, { signal });
      if (!response.ok) throw new Error(`The search for keys answered ${response.status}.`);
      return FoundKeys.parse(await response.json()).keys;
    },
  });
}

/** What a list of found keys says while it is empty. */
export function keySearchWords(asked: string, found: { isError: boolean; isFetching: boolean }): string {
  if (asked === "") return "No keys yet.";
  if (found.isError) return "The search is not available right now.";
  return found.isFetching ? "Searching…" : "No key matches.";
}
