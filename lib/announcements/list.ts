import { db } from "@/lib/db/client";
import { requireStaff, type StaffContext } from "@/lib/orgs/context";

/** An announcement as staff see it. Times are ISO 8601. */
export type AnnouncementItem = {
  id: string;
  message: string;
  tone: string;
  orgType: "enterprise" | "self_serve" | null;
  from: string;
  until: string | null;
  endedAt: string | null;
  state: "planned" | "shown" | "over";
};

const LISTED = 100;

/** The latest 100 announcements, newest first. @throws {DomainError} `forbidden`. */
export async function listAnnouncements(ctx: StaffContext): Promise<AnnouncementItem[]> {
  requireStaff(ctx, "announcements:manage");
  const rows = await db.announcement.findMany({
    select: { id: true, message: true, tone: true, orgType: true, from: true, until: true, endedAt: true },
    orderBy: [{ from: "desc" }, { id: "asc" }],
    take: LISTED,
  });
  return rows.map(({ from, until, endedAt, ...row }) => ({
    ...row,
    from: from.toISOString(),
    until: until?.toISOString() ?? null,
    endedAt: endedAt?.toISOString() ?? null,
    state: stateOf({ from, until, endedAt }, ctx.now),
  }));
}

function stateOf(
  { from, until, endedAt }: { from: Date; until: Date | null; endedAt: Date | null },
  now: Date,
): AnnouncementItem["state"] {
  if (endedAt !== null || (until !== null && until <= now)) return "over";
  return from > now ? "planned" : "shown";
}
