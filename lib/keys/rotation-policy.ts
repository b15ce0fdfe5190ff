import { db } from "@/lib/db/client";
import { withTransaction } from "@/lib/db/transaction";
import { env } from "@/lib/env";
import { holdPolicies } from "@/lib/orgs/policies/read";
import { jobContext } from "./job-context";
import { lockIdleKey } from "./lock";
import { occurrenceOf, remind, toldOf } from "./reminders";
import { rotateLockedKey } from "./rotate-locked";
import { REMINDER_DAYS, type RotationDue, reminderStage, rotatesItselfAt, rotationDue } from "./rotation-due";
import { settledRotation } from "./rotation-rows";

const DAY_MS = 86_400_000;
const PAGE = 500;
/** Hours for which the old secret works on after a rotation that nobody asked for. */
const OVERLAP_HOURS = 48;

type Candidate = Awaited<ReturnType<typeof candidates>>[number];

/**
 * Does what rotation policies ask for: tells people of keys that are due in 14, 7 or 1 days, or are due; and, where the
 * organization chose it, rotates those that people have known about for long enough.
 *
 * An organization that shows secrets once is only reminded, whatever it chose: nobody could ever fetch a secret that was
 * made while nobody looked. Keys that are refused anyway are left alone. Every instance may run it, at any time and again:
 * each person hears of each stage once, and a key rotates once.
 * @see docs/decisions/012-rotation-policy.md
 * @throws {AggregateError} What failed; the other keys were done.
 */
export async function followRotationPolicies(now: Date): Promise<{ told: number; rotated: number }> {
  const done = { told: 0, rotated: 0 };
  const failures: unknown[] = [];
  let after = "";
  for (;;) {
    const page = await candidates(now, after);
    const known = await toldOf("key.rotation_due", page);
    for (const key of page) {
      try {
        const due = rotationDue(key, key.org);
        if (due === null) continue;
        const firstTold = firstOf(known, key.id, due);
        if (firstTold !== null && isAutomatic(key.org) && rotatesItselfAt(due, firstTold) <= now) {
          done.rotated += (await rotateDueKey(key, firstTold, now)) ? 1 : 0;
        } else done.told += await tell(key, due, { known, firstTold }, now);
      } catch (error) {
        failures.push(error);
      }
    }
    const last = page.at(-1);
    if (last === undefined || page.length < PAGE) break;
    after = last.id;
  }
  if (failures.length > 0) throw new AggregateError(failures, `${failures.length} keys failed.`);
  return done;
}

/** Keys with an interval that were last rotated, or made, long enough ago for the shortest one that could say so. */
function candidates(now: Date, after: string) {
  return db.key.findMany({
    where: {
      id: { gt: after },
      deletedAt: null,
      disabledAt: null,
      AND: [
        { OR: [{ expiresAt: null }, { expiresAt: { gt: now } }] },
        { OR: [{ rotateEveryDays: { not: null } }, { org: { rotateEveryDays: { not: null } } }] },
      ],
    },
    select: {
      id: true,
      orgId: true,
      name: true,
      createdById: true,
      createdAt: true,
      lastRotatedAt: true,
      rotateEveryDays: true,
      org: { select: { rotateEveryDays: true, autoRotate: true, showSecretsOnce: true } },
    },
    orderBy: { id: "asc" },
    take: PAGE,
  });
}

function isAutomatic(org: { autoRotate: boolean; showSecretsOnce: boolean }): boolean {
  return org.autoRotate && !org.showSecretsOnce;
}

/** When people were first told of this very due date. */
function firstOf(known: ReadonlyMap<string, Date>, keyId: string, { dueAt }: RotationDue): Date | null {
  const times = [...REMINDER_DAYS, 0].flatMap((stage) => {
    const at = known.get(`${keyId} ${occurrenceOf(dueAt, stage)}`);
    return at === undefined ? [] : [at.getTime()];
  });
  return times.length === 0 ? null : new Date(Math.min(...times));
}

async function tell(
  key: Candidate,
  due: RotationDue,
  { known, firstTold }: { known: ReadonlyMap<string, Date>; firstTold: Date | null },
  now: Date,
): Promise<number> {
  const { dueAt } = due;
  if (dueAt.getTime() - now.getTime() > REMINDER_DAYS[0] * DAY_MS) return 0;
  const stage = reminderStage(dueAt, key.lastRotatedAt ?? key.createdAt, now);
  if (stage === null) return 0;
  const occurrence = occurrenceOf(dueAt, stage);
  if (known.has(`${key.id} ${occurrence}`)) return 0;
  const itself = isAutomatic(key.org) ? rotatesItselfAt(due, firstTold ?? now).toISOString() : null;
  const data = { keyName: key.name, dueAt: dueAt.toISOString(), rotatesItselfAt: itself };
  const reminder = { kind: "key.rotation_due", key, occurrence, data, isUrgent: stage <= 1 } as const;
  return withTransaction((tx) => remind(tx, reminder, now));
}

/** Rotates one key if policy and key, now locked, still say so. */
async function rotateDueKey({ id, orgId }: Candidate, firstTold: Date, now: Date): Promise<boolean> {
  return withTransaction(async (tx) => {
    const policies = await holdPolicies(tx, orgId);
    const key = await lockIdleKey(tx, id);
    if (key === null || key.deletedAt !== null || key.disabledAt !== null) return false;
    const due = rotationDue(key, policies);
    if (due === null || !isAutomatic(policies) || rotatesItselfAt(due, firstTold) > now) return false;
    const ctx = jobContext("rotation-policy", orgId, now);
    // Somebody is moving its clients already; that rotation comes to its own end first.
    if ((await settledRotation(tx, ctx, key)).retiring !== null) return false;
    const { retiring } = await rotateLockedKey(tx, ctx, key, {
      overlapSeconds: Math.min(OVERLAP_HOURS, env().OVERLAP_CAP_HOURS) * 3600,
      startAtFirstUse: false,
      endRetiringNow: false,
      showSecretsOnce: false,
      reason: `Rotation policy: every ${due.everyDays === 1 ? "day" : `${due.everyDays} days`}.`,
    });
    if (retiring === null) throw new Error("A rotation by policy has an overlap.");
    const data = { keyName: key.name, endsAt: retiring.endsAt };
    const occurrence = occurrenceOf(now, "rotated");
    await remind(tx, { kind: "key.rotated_by_policy", key, occurrence, data, isUrgent: true }, now);
    return true;
  });
}
