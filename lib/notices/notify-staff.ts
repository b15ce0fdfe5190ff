import type { Tx } from "@/lib/db/client";
import { STAFF_ROLES, type StaffPermission, staffCan } from "@/lib/members/permissions";
import { deliver } from "./deliver";
import { STAFF_SCOPE } from "./kind";
import type { NoticeData, StaffNoticeKind } from "./kinds";
import { STAFF_NOTICE_KINDS } from "./staff-kinds";

type StaffNoticeOf<K extends StaffNoticeKind> = {
  /** Everybody of the provider's staff who may do this is told. */
  permission: StaffPermission;
  /** Who is not told: whoever did it, mostly. */
  exceptUserIds?: readonly string[];
  /** The customer it is about. */
  orgId: string;
  kind: K;
  /** ID of what it is about. */
  subject: string;
  /** Names the event among those of the same kind and subject: who was told of it is not told again. */
  occurrence: string;
  data: NoticeData[K];
  at: Date;
};

/**
 * Tells the provider's staff of something about a customer, in the staff's bell and by mail, unless they chose otherwise;
 * part of the transaction in which it happens. Otherwise as `notify`.
 * @returns How many people were told who had not been told before.
 */
export async function notifyStaff<K extends StaffNoticeKind>(
  tx: Tx,
  { permission, exceptUserIds = [], kind, ...notice }: StaffNoticeOf<K>,
): Promise<number> {
  const roles = STAFF_ROLES.filter((role) => staffCan(role, permission));
  const staff = await tx.user.findMany({
    where: { staffRole: { in: roles }, disabledAt: null, id: { notIn: [...exceptUserIds] } },
    select: { id: true },
    orderBy: { id: "asc" },
  });
  const userIds = staff.map(({ id }) => id);
  return deliver(tx, userIds, STAFF_NOTICE_KINDS[kind], { ...notice, kind }, STAFF_SCOPE);
}
