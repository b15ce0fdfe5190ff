import { z } from "zod";
import { db } from "@/lib/db/client";
import { Prisma } from "@/lib/db/generated/client";
import { pool } from "@/lib/db/pool";
import { ERROR_CODES, type ErrorCode } from "@/lib/errors/codes";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";
import { type KeyListItem, KeyRow, toItem } from "../list-item";
import { keyRows } from "../list-query";
import { type RuleSummary, restricted } from "./restricted";
import type { BulkOperation, PreviewBulkInput } from "./schemas";

/** What an operation would do to one key. */
export type BulkPreviewItem = {
  keyId: string;
  /** `null` for a key that is not there any more. */
  name: string | null;
  /** The version this is about; 0 for a key that is not there any more. */
  version: number;
  /** Calls let through in the last hour. */
  calls: number;
} & (
  | { outcome: "change"; before?: RuleSummary; after?: RuleSummary }
  /** It is that already. */
  | { outcome: "unchanged" }
  | { outcome: "refused"; code: ErrorCode; message: string }
);

/** In the order the keys were named. */
export type BulkPreview = { keys: BulkPreviewItem[] };

/**
 * What an operation would do to each of some keys, as `runBulk` would decide it now; changes nothing.
 *
 * Three statements at most, however many keys. A key of another organization is one that is not there.
 */
export async function previewBulk(
  ctx: OrgContext,
  { keyIds, operation }: PreviewBulkInput,
): Promise<BulkPreview> {
  requirePermission(ctx, "keys:read");
  const [found, calls, stored] = await Promise.all([
    db.$queryRaw(Prisma.sql`WITH page AS (${livingKeys(ctx, keyIds)}) ${keyRows(ctx.now)}`),
    callsOf(ctx, keyIds),
    storedOf(ctx, keyIds, operation.verb),
  ]);
  const items = new Map(
    z
      .array(KeyRow)
      .parse(found)
      .map((row) => [row.id, toItem(ctx, row)]),
  );
  return {
    keys: keyIds.map((keyId) => {
      const item = items.get(keyId);
      if (item === undefined) return { keyId, name: null, version: 0, calls: 0, ...refused("not_found") };
      return {
        keyId,
        name: item.name,
        version: item.version,
        calls: calls.get(keyId) ?? 0,
        ...outcomeOf(operation, item, stored.get(keyId)),
      };
    }),
  };
}

type Outcome = Pick<Extract<BulkPreviewItem, { outcome: "refused" }>, "outcome" | "code" | "message">;

function refused(code: ErrorCode, message: string = ERROR_CODES[code].message): Outcome {
  return { outcome: "refused", code, message };
}

function outcomeOf(operation: BulkOperation, item: KeyListItem, stored: unknown) {
  const change = { outcome: "change" as const };
  switch (operation.verb) {
    case "disable":
      if (!item.canDisable) return refused("forbidden");
      return isDisabled(item) ? refused("already_disabled") : change;
    case "enable":
      if (!item.canDisable) return refused("forbidden");
      if (!isDisabled(item)) return refused("not_disabled");
      return item.status === "disabled_by_staff" ? refused("disabled_by_staff") : change;
    case "delete":
      if (!item.canDelete) return refused("forbidden");
      return item.isProtected ? refused("key_protected") : change;
    case "rotate": {
      if (!item.canRotate) return refused("forbidden");
      const isUnderWay = (item.rotation?.endsAt ?? null) !== null;
      return isUnderWay && !operation.endRetiringNow ? refused("rotation_in_progress") : change;
    }
    case "restrict": {
      if (!item.canEdit) return refused("forbidden");
      const next = restricted(stored, operation);
      if (!next.isPossible) return refused("invalid_input", next.fault);
      const { isChange, before, after } = next;
      return isChange ? { ...change, before, after } : UNCHANGED;
    }
    case "forbid_query":
      if (!item.canEdit) return refused("forbidden");
      return stored === false ? UNCHANGED : change;
    case "cancel_rotation":
      if (!item.canRotate) return refused("forbidden");
      if ((item.rotation?.endsAt ?? null) === null) return refused("no_rotation");
      return stored === true ? refused("new_secret_used") : change;
  }
}

const UNCHANGED = { outcome: "unchanged" as const };

function isDisabled({ status }: KeyListItem): boolean {
  return status === "disabled" || status === "disabled_by_staff";
}

function livingKeys({ org }: OrgContext, keyIds: readonly string[]): Prisma.Sql {
  return Prisma.sql`
    SELECT id FROM key WHERE org_id = ${org.id} AND deleted_at IS NULL AND id = ANY(${[...keyIds]})`;
}

/** What an operation goes by and a row of the list does not say: restrictions, a setting, whether the new secret was used. */
async function storedOf(
  { org }: OrgContext,
  keyIds: readonly string[],
  verb: BulkOperation["verb"],
): Promise<Map<string, unknown>> {
  const where = { orgId: org.id, deletedAt: null, id: { in: [...keyIds] } };
  switch (verb) {
    case "restrict": {
      const rows = await db.key.findMany({ where, select: { id: true, restrictions: true } });
      return new Map(rows.map(({ id, restrictions }) => [id, restrictions]));
    }
    case "forbid_query": {
      const rows = await db.key.findMany({ where, select: { id: true, allowQueryKey: true } });
      return new Map(rows.map(({ id, allowQueryKey }) => [id, allowQueryKey]));
    }
    case "cancel_rotation": {
      const used = await db.$queryRaw`
        SELECT s.key_id AS id FROM secret s JOIN secret_last_used used ON used.secret_id = s.id
        WHERE s.org_id = ${org.id} AND s.key_id = ANY(${[...keyIds]}) AND s.status IN ('current', 'awaiting')`;
      return new Map(
        z
          .array(z.object({ id: z.string() }))
          .parse(used)
          .map(({ id }) => [id, true]),
      );
    }
    default:
      return new Map();
  }
}

async function callsOf({ org, now }: OrgContext, keyIds: readonly string[]): Promise<Map<string, number>> {
  const { rows } = await pool().query<{ keyId: string; calls: string }>(
    `SELECT key_id AS "keyId", sum(requests)::text AS calls FROM usage_minute
      WHERE org_id = $1 AND key_id = ANY($2) AND code = ''
        AND minute > $3::timestamptz - interval '1 hour' AND minute <= $3
      GROUP BY key_id`,
    [org.id, keyIds, now],
  );
  return new Map(rows.map(({ keyId, calls }) => [keyId, toCount(calls)]));
}
