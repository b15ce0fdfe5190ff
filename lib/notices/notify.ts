import type { Tx } from "@/lib/db/client";
import { ROLES, type Role } from "@/lib/members/permissions";
import { emitTold } from "@/lib/webhooks/from-notice";
import { deliver } from "./deliver";
import { NOTICE_KINDS, type NoticeData, type NoticeKind } from "./kinds";

/** Members of the organization by ID, or everybody who holds at least this role. */
type Audience = { userIds: readonly string[] } | { role: Role };

type NoticeOf<K extends NoticeKind> = {
  orgId: string;
  kind: K;
  /** ID of what it is about. */
  subject: string;
  /** Names the event among those of the same kind and subject: who was told of it is not told again. */
  occurrence: string;
  data: NoticeData[K];
  at: Date;
} & Audience;

/**
 * Tells people of something, in the bell and, for most kinds, by mail, unless they chose otherwise; part of the
 * transaction in which it happens.
 *
 * Each of them hears of one occurrence once, however often this is called and by however many processes. Who is no member
 * of the organization, or whose account is disabled, hears nothing. Webhooks hear of what they want, too.
 * @returns How many people were told who had not been told before.
 */
export async function notify<K extends NoticeKind>(tx: Tx, notice: NoticeOf<K>): Promise<number> {
  const { orgId, kind, subject, occurrence, data, at } = notice;
  const members = await tx.membership.findMany({
    where: { orgId, user: { disabledAt: null }, ...condition(notice) },
    select: { userId: true },
    orderBy: { userId: "asc" },
  });
  const userIds = members.map(({ userId }) => userId);
  await emitTold(tx, { orgId, kind, subject, occurrence, data, at });
  return deliver(tx, userIds, NOTICE_KINDS[kind], { orgId, kind, subject, occurrence, data, at }, orgId);
}

function condition(audience: Audience) {
  return "userIds" in audience
    ? { userId: { in: [...audience.userIds] } }
    : { role: { in: ROLES.slice(ROLES.indexOf(audience.role)) } };
}
