import type { PoolClient } from "pg";
import { z } from "zod";
import { withTransaction } from "@/lib/db/transaction";
import { DAY_MS, HOUR_MS } from "@/lib/usage/units";
import { inTurn } from "./in-turn";
import { ALERT_KINDS } from "./kinds";
import { raiseAlert } from "./raise";
import { readRules } from "./rules";
import { watchedOrgs } from "./watched-keys";

/** What was seen of a caller is noted once a day. */
const NOTED_MS = DAY_MS;
/** Who was not seen for so long is new again, unless somebody said "this is me". */
const FORGOTTEN_DAYS = 180;
/** Alerts are kept so long: as long as the hours they are about. */
const KEPT_DAYS = 395;

const Row = z.object({
  id: z.string(),
  orgId: z.string(),
  name: z.string(),
  createdById: z.string(),
  lastUsedAt: z.date().nullable(),
  since: z.date(),
});

/**
 * Once an hour: tells of working keys that nobody calls, notes which callers are still seen, and forgets old ones and old
 * alerts.
 * @returns How many alerts were raised.
 */
export async function watchUnused(now: Date): Promise<number> {
  return inTurn({
    part: "unused",
    everyMs: HOUR_MS,
    now,
    run: async (client) => {
      const raised = await tellUnused(client, now);
      await noteSeen(client, now);
      await forget(client, now);
      return { until: now, raised };
    },
  });
}

async function tellUnused(client: PoolClient, now: Date): Promise<number> {
  const orgIds = await watchedOrgs();
  const ruleOf = await readRules(client, orgIds);
  const before = new Date(now.getTime() - ALERT_KINDS.unused.term.min * DAY_MS);
  const { rows } = await client.query(
    `SELECT k.id, k.org_id AS "orgId", k.name, k.created_by_id AS "createdById", used.at AS "lastUsedAt",
            greatest(k.created_at, k.valid_from, used.at) AS since
       FROM key k
       LEFT JOIN LATERAL (SELECT max(at) AS at FROM secret_last_used u WHERE u.key_id = k.id) used ON true
      WHERE k.org_id = ANY($1) AND k.deleted_at IS NULL AND k.disabled_at IS NULL
        AND (k.expires_at IS NULL OR k.expires_at > $2) AND greatest(k.created_at, k.valid_from, used.at) < $3
      ORDER BY k.id`,
    [orgIds, now, before],
  );
  let raised = 0;
  for (const { lastUsedAt, since, ...key } of z.array(Row).parse(rows)) {
    const rule = ruleOf(key.orgId, key.id, "unused");
    const days = Math.floor((now.getTime() - since.getTime()) / DAY_MS);
    if (!rule.isOn || days < rule.value) continue;
    const alert = {
      kind: "unused" as const,
      key,
      occurrence: since.toISOString(),
      data: { days, lastUsedAt: lastUsedAt?.toISOString() ?? null },
    };
    if (await withTransaction((tx) => raiseAlert(tx, alert, now))) raised += 1;
  }
  return raised;
}

async function noteSeen(client: PoolClient, now: Date): Promise<void> {
  await client.query(
    `UPDATE known_caller k SET last_at = $1
       FROM (SELECT DISTINCT org_id, key_id, dimension, value FROM usage_top
              WHERE org_id IN (SELECT id FROM org) AND hour >= $2 AND requests > 0
                AND dimension IN ('country', 'network', 'agent', 'endpoint')) t
      WHERE k.org_id = t.org_id AND k.key_id = t.key_id AND k.dimension = t.dimension AND k.value = t.value AND k.last_at < $3`,
    [now, new Date(now.getTime() - 2 * HOUR_MS), new Date(now.getTime() - NOTED_MS)],
  );
}

async function forget(client: PoolClient, now: Date): Promise<void> {
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS);
  await client.query("DELETE FROM known_caller WHERE last_at < $1 AND learned_by_id IS NULL", [
    daysAgo(FORGOTTEN_DAYS),
  ]);
  await client.query("DELETE FROM alert WHERE at < $1", [daysAgo(KEPT_DAYS)]);
}
