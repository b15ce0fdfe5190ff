import type { OrgContext } from "@/lib/orgs/context";
import { listKeys } from "./list";
import { ListKeysInput } from "./list-schema";
import type { KeyStatus } from "./schemas";

/** A key as a search result: enough to tell it from others and to open its page. */
export type FoundKey = { id: string; name: string; preview: string; status: KeyStatus };

const RESULTS_MAX = 8;

/**
 * Up to eight keys whose name, ID or secret's ends match, newest first. Longer searches than 200 characters find nothing.
 */
export async function findKeysForPalette(ctx: OrgContext, q: string): Promise<FoundKey[]> {
  const input = ListKeysInput.safeParse({ q, limit: RESULTS_MAX });
  if (!input.success) return [];
  const { keys } = await listKeys(ctx, input.data);
  return keys.map(({ id, name, preview, status }) => ({
    id,
    name,
    preview: `kw_${preview.head}…${preview.tail}`,
    status,
  }));
}
