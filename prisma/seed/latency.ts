import { z } from "zod";
import { pool } from "@/lib/db/pool";
import { addShapes } from "@/lib/usage/add-shapes";
import { bucketOf, type Histogram, histogramOf } from "@/lib/usage/latency";
import { stretchesOf } from "./stretches";
import type { UsageProfile } from "./usage";

const STRETCH_DAYS = 6;
const MINUTE_MS = 60_000;
const HOUR_MS = 60 * MINUTE_MS;
/** Where somebody may look minute by minute; before that a row an hour says the same in a sixtieth of the room. */
const MINUTELY_MS = 48 * HOUR_MS;

/** How long calls take at night, and which part of them takes no longer. */
const SPREAD = [
  { ms: 21, part: 0.16 },
  { ms: 29, part: 0.42 },
  { ms: 38, part: 0.66 },
  { ms: 52, part: 0.82 },
  { ms: 74, part: 0.91 },
  { ms: 118, part: 0.965 },
  { ms: 190, part: 0.984 },
  { ms: 290, part: 0.995 },
  { ms: 620, part: 1 },
] as const;

const Row = z.object({
  minute: z.date(),
  orgId: z.string(),
  keyId: z.string(),
  classId: z.string(),
  calls: z.coerce.number().int(),
});

/**
 * Says how long the seeded calls of `[from, to)` took: a fixed spread, somewhat slower when the day is busy. As many are measured as
 * there are. Run only over minutes that were not measured before; it adds to what is there.
 */
export async function seedLatency(profiles: readonly UsageProfile[], from: Date, to: Date): Promise<void> {
  const keyIds = [...new Set(profiles.map(({ keyId }) => keyId))];
  const minutelyFrom = new Date(to.getTime() - MINUTELY_MS);
  const client = await pool().connect();
  try {
    for (const stretch of stretchesOf(from, to, STRETCH_DAYS)) {
      const { rows } = await client.query(CALLS, [stretch.from, stretch.to, keyIds, minutelyFrom]);
      const shapes = z
        .array(Row)
        .parse(rows)
        .map(({ minute, orgId, keyId, classId, calls }) => ({
          minuteMs: minute.getTime(),
          orgId,
          keyId,
          classId,
          latency: spread(calls, minute.getTime()),
          demand: null,
        }));
      await addShapes(client, shapes);
    }
  } finally {
    client.release();
  }
}

const CALLS = `
  SELECT min(minute) AS minute, org_id AS "orgId", key_id AS "keyId", class_id AS "classId", sum(requests) AS calls
    FROM usage_minute WHERE minute >= $1 AND minute < $2 AND key_id = ANY($3) AND class_id <> ''
   GROUP BY org_id, key_id, class_id, date_trunc(CASE WHEN minute < $4 THEN 'hour' ELSE 'minute' END, minute)
   ORDER BY 2, 3, 1, 4`;

function spread(calls: number, minuteMs: number): Histogram {
  const hour = (minuteMs / HOUR_MS) % 24;
  const chance = (Math.floor(minuteMs / HOUR_MS) * 0.754_878) % 1;
  const slower = (0.94 + 0.12 * chance) * (1 + 0.35 * Math.max(0, Math.sin((Math.PI * (hour - 5)) / 16)));
  // Of a few calls a minute the slow ones would always be rounded away: what is left over wanders from minute to minute.
  const phase = ((minuteMs / MINUTE_MS) * 0.618_034) % 1;
  const counts = new Map<number, number>();
  let before = 0;
  for (const { ms, part } of SPREAD) {
    const until = Math.floor(calls * part + phase);
    const bucket = bucketOf(ms * slower);
    if (until > before) counts.set(bucket, (counts.get(bucket) ?? 0) + until - before);
    before = until;
  }
  return histogramOf(counts);
}
