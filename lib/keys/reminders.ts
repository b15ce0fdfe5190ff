import { db, type Tx } from "@/lib/db/client";
import { can } from "@/lib/members/permissions";
import type { NoticeData, NoticeKind } from "@/lib/notices/kinds";
import { notify } from "@/lib/notices/notify";

/** Something people who look after a key are to be told, at one stage of its coming. */
export type Reminder<K extends NoticeKind> = {
  kind: K;
  key: { id: string; orgId: string; createdById: string };
  /** Names the event: the moment it is about, and the stage. */
  occurrence: string;
  data: NoticeData[K];
  /** So close that every admin has to know, not only who made the key. */
  isUrgent: boolean;
};

/** `<moment>/<stage>`: a date that moves is another event, which people hear of again. */
export function occurrenceOf(at: Date, stage: number | string): string {
  return `${at.getTime()}/${stage}`;
}

/** Which of these events were told already, as `<key ID> <occurrence>`, and when for the first time. */
export async function toldOf(
  kind: NoticeKind,
  keys: readonly { id: string; orgId: string }[],
): Promise<ReadonlyMap<string, Date>> {
  if (keys.length === 0) return new Map();
  const rows = await db.notice.groupBy({
    by: ["subject", "occurrence"],
    where: {
      orgId: { in: [...new Set(keys.map(({ orgId }) => orgId))] },
      kind,
      subject: { in: keys.map(({ id }) => id) },
    },
    _min: { createdAt: true },
  });
  return new Map(
    rows.flatMap(({ subject, occurrence, _min }) =>
      _min.createdAt === null ? [] : [[`${subject} ${occurrence}`, _min.createdAt] as const],
    ),
  );
}

/**
 * Tells whoever made the key, if they still can act on it; otherwise, and when it is urgent, every admin and owner.
 * @returns How many people were told who had not been told before.
 */
export async function remind<K extends NoticeKind>(tx: Tx, reminder: Reminder<K>, at: Date): Promise<number> {
  const { kind, key, occurrence, data, isUrgent } = reminder;
  const notice = { orgId: key.orgId, kind, subject: key.id, occurrence, data, at };
  const creator = await tx.membership.findFirst({
    where: { orgId: key.orgId, userId: key.createdById, user: { disabledAt: null } },
    select: { role: true },
  });
  const canAct = creator !== null && can(creator.role, "keys:rotate", true);
  const told = canAct ? await notify(tx, { ...notice, userIds: [key.createdById] }) : 0;
  return canAct && !isUrgent ? told : told + (await notify(tx, { ...notice, role: "admin" }));
}
