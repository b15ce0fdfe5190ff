import { db } from "@/lib/db/client";
import type { StaffRole } from "@/lib/db/generated/enums";
import { HAS_SHOWN_FACTOR } from "./internal";

/** A session unused for this long is over: 7 days. */
export const SESSION_IDLE_MS = 7 * 24 * 60 * 60 * 1000;

/** `lastSeenAt` is written at most this often, so that a page view is not a write. */
const TOUCH_EVERY_MS = 5 * 60 * 1000;

export type LiveSession = {
  id: string;
  user: { id: string; name: string; email: string; staffRole: StaffRole | null };
};

/**
 * The session, if it lives at `now`: not ended, not past its 30 days, used within 7 days, its user not
 * disabled, and a code shown in it if its user has a second factor.
 *
 * Reads the row every time, so that a session ended anywhere is over everywhere at its next request.
 */
export async function findLiveSession(sessionId: string, now: Date): Promise<LiveSession | null> {
  const row = await db.session.findFirst({
    where: {
      id: sessionId,
      endedAt: null,
      expiresAt: { gt: now },
      lastSeenAt: { gt: new Date(now.getTime() - SESSION_IDLE_MS) },
      user: { disabledAt: null },
      ...HAS_SHOWN_FACTOR,
    },
    select: {
      id: true,
      lastSeenAt: true,
      user: { select: { id: true, name: true, email: true, staffRole: true } },
    },
  });
  if (row === null) return null;
  if (now.getTime() - row.lastSeenAt.getTime() >= TOUCH_EVERY_MS) {
    await db.session.updateMany({ where: { id: row.id, endedAt: null }, data: { lastSeenAt: now } });
  }
  return { id: row.id, user: row.user };
}
