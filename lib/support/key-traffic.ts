import { z } from "zod";
import { type OrgContext, requirePermission } from "@/lib/orgs/context";
import { toCount } from "@/lib/usage/scope";
import { readSnapshot } from "@/lib/usage/snapshot";
import { DAY_MS, HOUR_MS } from "@/lib/usage/units";
import type { KeyTraffic } from "./key-state";

const Count = z.string().transform(toCount);
const Counted = z.array(
  z.object({
    code: z.string(),
    hour: Count,
    day: Count,
    lastAt: z.date(),
    /** The first minute of this code after the last one in which a call was let through. */
    since: z.date().nullable(),
  }),
);
const Kept = z.array(z.object({ code: z.string(), saw: z.string(), rule: z.string() }));
const LastUse = z.array(z.object({ at: z.date().nullable() }));

/**
 * What became of the last 24 hours' calls of a key of the organization: how many were let through, how many refused and why.
 * A call that ended a moment ago may not be counted yet.
 * @throws {DomainError} `forbidden`; `unavailable` when it took longer than 5 seconds.
 */
export async function keyTraffic(ctx: OrgContext, keyId: string): Promise<KeyTraffic> {
  requirePermission(ctx, "usage:read");
  const at = ctx.now.getTime();
  const values = [ctx.org.id, keyId, new Date(at - DAY_MS)];
  return readSnapshot(async (client) => {
    const rows = await client.query(
      `WITH counted AS (
         SELECT code, minute, requests FROM usage_minute
          WHERE org_id = $1 AND key_id = $2 AND minute >= $3 AND minute <= $5)
       SELECT code, sum(requests)::text AS day,
              coalesce(sum(requests) FILTER (WHERE minute > $4), 0)::text AS hour, max(minute) AS "lastAt",
              min(minute) FILTER (WHERE minute > coalesce(
                (SELECT max(minute) FROM counted WHERE code = ''), '-infinity')) AS since
         FROM counted GROUP BY code ORDER BY sum(requests) DESC, code`,
      [...values, new Date(at - HOUR_MS), ctx.now],
    );
    const kept = await client.query(
      `SELECT DISTINCT ON (code) code, saw, rule FROM request_log
        WHERE org_id = $1 AND key_id = $2 AND at >= $3 AND code <> '' ORDER BY code, at DESC`,
      values,
    );
    const used = await client.query(
      "SELECT max(at) AS at FROM secret_last_used WHERE org_id = $1 AND key_id = $2",
      [ctx.org.id, keyId],
    );
    const counted = Counted.parse(rows.rows);
    const explained = new Map(Kept.parse(kept.rows).map((row) => [row.code, row]));
    const accepted = counted.find(({ code }) => code === "");
    const refused = counted.filter(({ code }) => code !== "");
    const since = refused.flatMap((one) => one.since ?? []).toSorted((a, b) => a.getTime() - b.getTime());
    return {
      acceptedHour: accepted?.hour ?? 0,
      acceptedDay: accepted?.day ?? 0,
      lastAcceptedAt: LastUse.parse(used.rows)[0]?.at?.toISOString() ?? null,
      refused: refused.map(({ code, hour, day, lastAt }) => ({
        code,
        hour,
        day,
        lastAt: lastAt.toISOString(),
        saw: explained.get(code)?.saw ?? "",
        rule: explained.get(code)?.rule ?? "",
      })),
      refusedSince: since[0]?.toISOString() ?? null,
    };
  });
}
