import { z } from "zod";
import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { occurrenceOf, type Reminder, remind, toldOf } from "./reminders";
import { REMINDER_DAYS, reminderStage } from "./rotation-due";

const DAY_MS = 86_400_000;
const HOUR_MS = 3_600_000;
const PAGE = 500;

/**
 * Tells people of keys that end in 14, 7 or 1 days. Keys that are refused anyway are left out.
 *
 * Every instance may run it, at any time and again: each person hears of each stage once. What happened while nobody was
 * running is not made up for; people hear of the stage that holds now.
 * @returns How many notices were made.
 */
export async function remindOfEnds(now: Date): Promise<number> {
  let made = 0;
  let after = "";
  for (;;) {
    const keys = await db.key.findMany({
      where: {
        id: { gt: after },
        expiresAt: { gt: now, lte: new Date(now.getTime() + REMINDER_DAYS[0] * DAY_MS) },
        deletedAt: null,
        disabledAt: null,
      },
      select: { id: true, orgId: true, name: true, createdById: true, createdAt: true, expiresAt: true },
      orderBy: { id: "asc" },
      take: PAGE,
    });
    const told = await toldOf("key.expires_soon", keys);
    for (const key of keys) {
      const { expiresAt } = key;
      const stage = expiresAt && reminderStage(expiresAt, key.createdAt, now);
      if (expiresAt === null || stage === null) continue;
      const occurrence = occurrenceOf(expiresAt, stage);
      if (told.has(`${key.id} ${occurrence}`)) continue;
      const data = { keyName: key.name, expiresAt: expiresAt.toISOString() };
      const reminder = { kind: "key.expires_soon", key, occurrence, data, isUrgent: stage <= 1 } as const;
      made += await withTransaction((tx) => remind(tx, reminder, now));
    }
    const last = keys.at(-1);
    if (last === undefined || keys.length < PAGE) return made;
    after = last.id;
  }
}

/** Hours before the end of an old secret at which people are told, if the overlap is at least twice as long. */
const ENDING_HOURS = [24, 1] as const;

const Ending = z.array(
  z.object({
    secretId: z.string(),
    id: z.string(),
    orgId: z.string(),
    name: z.string(),
    createdById: z.string(),
    rotatedAt: z.date(),
    endsAt: z.date(),
  }),
);

/**
 * Tells people of old secrets that end within 24 hours, and within one, and that were used in the last hour: their clients
 * are about to be refused.
 *
 * As `remindOfEnds`: each person hears of each stage once.
 * @returns How many notices were made.
 */
export async function remindOfOldSecrets(now: Date): Promise<number> {
  const until = new Date(now.getTime() + ENDING_HOURS[0] * HOUR_MS);
  const rows = await db.$queryRaw`
    SELECT s.id AS "secretId", k.id, k.org_id AS "orgId", k.name, k.created_by_id AS "createdById",
           k.last_rotated_at AS "rotatedAt", s.retires_at AS "endsAt"
    FROM secret s
    JOIN key k ON k.id = s.key_id AND k.deleted_at IS NULL AND k.disabled_at IS NULL AND k.last_rotated_at IS NOT NULL
    JOIN secret_last_used used ON used.secret_id = s.id
      AND used.at > greatest(k.last_rotated_at, ${new Date(now.getTime() - HOUR_MS)}::timestamptz)
    WHERE s.status = 'retiring' AND s.retires_at > ${now}::timestamptz AND s.retires_at <= ${until}::timestamptz`;
  const keys = Ending.parse(rows);
  const told = await toldOf("key.old_secret_ends_soon", keys);
  let made = 0;
  for (const key of keys) {
    const { endsAt, rotatedAt } = key;
    const stage = ENDING_HOURS.findLast(
      (hours) =>
        endsAt.getTime() - now.getTime() <= hours * HOUR_MS &&
        endsAt.getTime() - rotatedAt.getTime() >= 2 * hours * HOUR_MS,
    );
    if (stage === undefined) continue;
    const occurrence = occurrenceOf(endsAt, `${stage}h`);
    if (told.has(`${key.id} ${occurrence}`)) continue;
    const reminder: Reminder<"key.old_secret_ends_soon"> = {
      kind: "key.old_secret_ends_soon",
      key,
      occurrence,
      data: { keyName: key.name, endsAt: endsAt.toISOString() },
      isUrgent: true,
    };
    made += await withTransaction((tx) => remind(tx, reminder, now));
  }
  return made;
}
