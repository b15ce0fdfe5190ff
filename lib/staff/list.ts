import { db } from "@/lib/db/client";
import type { StaffRole } from "@/lib/members/permissions";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/** A member of staff. */
export type StaffItem = {
  userId: string;
  name: string;
  email: string;
  role: StaffRole;
  /** Without one they see nothing. */
  hasSecondFactor: boolean;
  isDisabled: boolean;
  /** ISO 8601; `null`: never, or longer ago than sessions are kept. */
  lastSeenAt: string | null;
  isMe: boolean;
};

/** Everybody who is staff: operators first, by name. @throws {DomainError} `forbidden`. */
export async function listStaff(ctx: StaffContext): Promise<StaffItem[]> {
  requireStaff(ctx, "staff:manage");
  const rows = await db.user.findMany({
    where: { staffRole: { not: null } },
    select: {
      id: true,
      name: true,
      email: true,
      staffRole: true,
      disabledAt: true,
      secondFactor: { select: { confirmedAt: true } },
      sessions: { select: { lastSeenAt: true }, orderBy: { lastSeenAt: "desc" }, take: 1 },
    },
    // The enum is declared support first.
    orderBy: [{ staffRole: "desc" }, { name: "asc" }, { id: "asc" }],
  });
  return rows.flatMap(({ id, staffRole, disabledAt, secondFactor, sessions, ...person }) =>
    staffRole === null
      ? []
      : [
          {
            ...person,
            userId: id,
            role: staffRole,
            hasSecondFactor: secondFactor?.confirmedAt != null,
            isDisabled: disabledAt !== null,
            lastSeenAt: sessions[0]?.lastSeenAt.toISOString() ?? null,
            isMe: id === ctx.actor.id,
          },
        ],
  );
}
