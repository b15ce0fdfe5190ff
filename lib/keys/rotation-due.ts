const DAY_MS = 86_400_000;
/** Days for which a rotation is announced before it happens by itself, at least; an interval that is shorter counts instead. */
const NOTICE_DAYS = 7;

type KeyColumns = { createdAt: Date; lastRotatedAt: Date | null; rotateEveryDays: number | null };
type OrgColumns = { rotateEveryDays: number | null };

/** When a key is to be rotated, and who says so. */
export type RotationDue = { everyDays: number; dueAt: Date; setBy: "key" | "org" };

/**
 * When a key is due for rotation: so many days after its last one, or after its creation. `null` without an interval.
 *
 * Of the key's own interval and the organization's the shorter one holds, so that a key can be stricter and never laxer.
 */
export function rotationDue(key: KeyColumns, org: OrgColumns): RotationDue | null {
  const own = key.rotateEveryDays ?? Number.POSITIVE_INFINITY;
  const everyDays = Math.min(own, org.rotateEveryDays ?? Number.POSITIVE_INFINITY);
  if (!Number.isFinite(everyDays)) return null;
  const since = key.lastRotatedAt ?? key.createdAt;
  return {
    everyDays,
    dueAt: new Date(since.getTime() + everyDays * DAY_MS),
    setBy: own === everyDays ? "key" : "org",
  };
}

/**
 * When a due key rotates by itself: never before it is due, and never before people have known for a week (or for one
 * interval, if that is shorter). So a policy that begins today rotates no key today.
 */
export function rotatesItselfAt({ dueAt, everyDays }: RotationDue, announcedAt: Date): Date {
  const known = announcedAt.getTime() + Math.min(NOTICE_DAYS, everyDays) * DAY_MS;
  return new Date(Math.max(dueAt.getTime(), known));
}

/** Days ahead of which people are told of an end or a rotation. */
export const REMINDER_DAYS = [14, 7, 1] as const;

/**
 * The reminder whose time has come for something that happens at `dueAt`: the latest one, in days ahead, 0 from the moment
 * itself on; `null` while none has.
 *
 * One whose time was before `since`, when the date was set, is left out: nobody is told what they have just chosen.
 */
export function reminderStage(dueAt: Date, since: Date, now: Date): number | null {
  const stages = [...REMINDER_DAYS, 0].filter((days) => {
    const at = dueAt.getTime() - days * DAY_MS;
    return at <= now.getTime() && at >= since.getTime();
  });
  return stages.at(-1) ?? null;
}
