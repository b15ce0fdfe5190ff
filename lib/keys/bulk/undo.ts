import { z } from "zod";
import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { disableKey } from "../disable";
import { enableKey } from "../enable";
import { restoreKey } from "../restore";
import { type BulkResults, oneByOne } from "./one-by-one";
import { restrictKey } from "./restrict-key";
import type { UndoBulkInput } from "./schemas";
import { setQueryKey } from "./set-query-key";

const REASON = "Undone right after it was done to several keys.";

/**
 * Takes back what `runBulk` did to several keys, each by the verb that does the opposite: what was disabled is enabled, what
 * was enabled is disabled for its former reason, what was deleted comes out of the trash, a restriction is what it was, and
 * what was refused in the query string is accepted there again.
 *
 * A key that somebody has changed since is left as it is and told so. A rotation is taken back by
 * the operation `cancel_rotation`, while its new secret is unused.
 * @throws {DomainError} `forbidden` for a role that may do this to no key.
 */
export async function undoBulk(ctx: OrgContext, { undo }: UndoBulkInput): Promise<BulkResults> {
  switch (undo.verb) {
    case "disable":
      requirePermission(ctx, "keys:disable", true);
      return oneByOne(ctx, undo.keys, (key) => enableKey(ctx, { ...key, reason: REASON }));
    case "enable":
      requirePermission(ctx, "keys:disable", true);
      return oneByOne(ctx, undo.keys, async (key) =>
        disableKey(ctx, { ...key, reason: await formerReason(ctx, key.keyId) }),
      );
    case "delete":
      requirePermission(ctx, "keys:delete", true);
      return oneByOne(ctx, undo.keys, async ({ keyId }) => {
        await restoreKey(ctx, { keyId });
        return { version: null };
      });
    case "restrict":
      requirePermission(ctx, "keys:edit", true);
      return oneByOne(ctx, undo.keys, (key) => restrictKey(ctx, { ...key, how: "replace", reason: REASON }));
    case "forbid_query":
      requirePermission(ctx, "keys:edit", true);
      return oneByOne(ctx, undo.keys, (key) =>
        setQueryKey(ctx, { ...key, allowQueryKey: true, reason: REASON }),
      );
  }
}

const Before = z.object({ disabledReason: z.string().nullable() });

/** Why the key was disabled before somebody enabled it: the row about that says so. */
async function formerReason(ctx: OrgContext, keyId: string): Promise<string> {
  const row = await db.auditEntry.findFirst({
    where: { chain: ctx.org.id, targetId: keyId, action: "key.enabled" },
    orderBy: { seq: "desc" },
    select: { before: true },
  });
  return Before.safeParse(row?.before).data?.disabledReason ?? REASON;
}
