import type { Tx } from "@/lib/db/client";
import { newId } from "@/lib/std/id";
import { DAILY_MAIL, dailyMailAt } from "./digest";
import type { Kind } from "./kind";

type Delivery = {
  orgId: string;
  kind: string;
  subject: string;
  occurrence: string;
  data: object;
  at: Date;
};

/**
 * Writes a notice for each of these people, as each of them wants it: in the dashboard, by mail, both or not at all.
 * Who was told of this occurrence before is not told again. A mail that can wait goes with the next daily one to those who want that.
 * @param scope Whose preferences hold: an organization's ID, or `STAFF_SCOPE`.
 * @param userIds In ascending order, so that two jobs that tell the same people do not wait for each other in a circle.
 * @returns How many people were told who had not been told before.
 */
export async function deliver(
  tx: Tx,
  userIds: readonly string[],
  { isMailed, isAlwaysTold, canWait }: Kind,
  { at, ...about }: Delivery,
  scope: string,
): Promise<number> {
  if (userIds.length === 0) return 0;
  const chosen = isAlwaysTold
    ? []
    : await tx.noticePreference.findMany({
        where: {
          userId: { in: [...userIds] },
          orgId: scope,
          kind: { in: [about.kind, ...(canWait ? [DAILY_MAIL] : [])] },
        },
        select: { userId: true, kind: true, isShown: true, isMailed: true },
      });
  const choices = new Map(
    chosen.filter(({ kind }) => kind === about.kind).map(({ userId, ...choice }) => [userId, choice]),
  );
  const waiting = new Set(chosen.filter(({ kind }) => kind === DAILY_MAIL).map(({ userId }) => userId));
  const rows = userIds.flatMap((userId) => {
    const choice = choices.get(userId) ?? { isShown: true, isMailed };
    if (!choice.isShown && !choice.isMailed) return [];
    const mailDueAt = waiting.has(userId) ? dailyMailAt(at) : at;
    const { isShown } = choice;
    return [
      {
        ...about,
        id: newId("notice"),
        userId,
        createdAt: at,
        isShown,
        mailDueAt: choice.isMailed ? mailDueAt : null,
      },
    ];
  });
  const { count } = await tx.notice.createMany({ data: rows, skipDuplicates: true });
  return count;
}
