import { z } from "zod";
import { db } from "@/lib/db/client";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import type { PreviewPoliciesInput } from "./schemas";

/** What is there already, counted against policies that somebody is about to lay down. */
export type PolicyEffects = {
  /** Living keys. */
  keys: number;
  /** Keys whose secret can be copied today. */
  keptSecrets: number;
  /** Keys that accept the query string today. */
  queryKeys: number;
  /** Keys without an end, or with one beyond the proposed maximum age. */
  beyondMaxAge: number;
  /** Keys without an interval of their own whose last rotation, or creation, is longer ago than the proposed interval. */
  overdue: number;
  /** Keys with an interval of their own that is longer than the proposed one. */
  slowerThanOrg: number;
  /** Members who can sign in and have no second factor. */
  membersWithoutFactor: number;
  /** The caller is one of them. */
  amIWithoutFactor: boolean;
};

const Counts = z.tuple([
  z.object({
    keys: z.number(),
    keptSecrets: z.number(),
    queryKeys: z.number(),
    beyondMaxAge: z.number(),
    overdue: z.number(),
    slowerThanOrg: z.number(),
  }),
]);

/** Says what proposed policies would find: how many keys and members they are about. Changes nothing. */
export async function previewPolicies(
  ctx: OrgContext,
  proposed: PreviewPoliciesInput,
): Promise<PolicyEffects> {
  requirePermission(ctx, "policies:edit");
  const ageDays = proposed.maxKeyAgeDays ?? null;
  const everyDays = proposed.rotateEveryDays ?? null;
  const [rows, without] = await Promise.all([
    db.$queryRaw`
      SELECT
        count(*)::int AS "keys",
        count(*) FILTER (WHERE EXISTS (
          SELECT FROM secret s WHERE s.key_id = k.id AND s.sealed_secret IS NOT NULL))::int AS "keptSecrets",
        count(*) FILTER (WHERE k.allow_query_key)::int AS "queryKeys",
        count(*) FILTER (WHERE ${ageDays}::int IS NOT NULL AND (k.expires_at IS NULL
          OR k.expires_at > k.created_at + make_interval(hours => 24 * ${ageDays}::int)))::int AS "beyondMaxAge",
        count(*) FILTER (WHERE k.rotate_every_days IS NULL AND coalesce(k.last_rotated_at, k.created_at)
          + make_interval(hours => 24 * ${everyDays}::int) <= ${ctx.now}::timestamptz)::int AS "overdue",
        count(*) FILTER (WHERE k.rotate_every_days > ${everyDays}::int)::int AS "slowerThanOrg"
      FROM key k WHERE k.org_id = ${ctx.org.id} AND k.deleted_at IS NULL`,
    db.membership.findMany({
      where: {
        orgId: ctx.org.id,
        user: { disabledAt: null, OR: [{ secondFactor: null }, { secondFactor: { confirmedAt: null } }] },
      },
      select: { userId: true },
    }),
  ]);
  return {
    ...Counts.parse(rows)[0],
    membersWithoutFactor: without.length,
    amIWithoutFactor: without.some(({ userId }) => userId === ctx.actor.id),
  };
}
