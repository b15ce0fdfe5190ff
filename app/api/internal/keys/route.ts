import { orgRoute } from "@/lib/actions/org-route";
import { findKeysForPalette } from "@/lib/keys/find-for-palette";

const answer = orgRoute<unknown, { org: string }>({ permission: "keys:read" }, async ({ ctx, search }) => ({
  keys: await findKeysForPalette(ctx, search.get("q") ?? ""),
}));

/** `?org=<slug>&q=<search>`: keys for the command palette. */
export function GET(request: Request): Promise<Response> {
  const org = new URL(request.url).searchParams.get("org") ?? "";
  return answer(request, { params: Promise.resolve({ org }) });
}
