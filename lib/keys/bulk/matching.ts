import { z } from "zod";
import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { listConditions } from "../list-conditions";
import type { KeyFilter } from "../list-schema";
import { BULK_KEYS_MAX } from "./sizes";

/** Every living key of the organization that a search and its filters leave, the newest first; at most `BULK_KEYS_MAX`. */
export async function matchingKeys(ctx: OrgContext, filter: KeyFilter): Promise<{ keyIds: string[] }> {
  requirePermission(ctx, "keys:read");
  const found = await db.$queryRaw`
    SELECT k.id FROM key k WHERE ${listConditions(ctx.org.id, filter, ctx.now)}
    ORDER BY k.created_at DESC, k.id DESC LIMIT ${BULK_KEYS_MAX}`;
  const rows = z.array(z.object({ id: z.string() })).parse(found);
  return { keyIds: rows.map(({ id }) => id) };
}
