import { db } from "@/lib/db/client";

export type PendingSession = { id: string; user: { id: string; name: string; email: string } };

/** The sign-in that waits for a code, if it still does: not over, its person not disabled. */
export async function findPendingSession(sessionId: string, now: Date): Promise<PendingSession | null> {
  return db.session.findFirst({
    where: {
      id: sessionId,
      endedAt: null,
      expiresAt: { gt: now },
      secondFactorAt: null,
      user: { disabledAt: null, secondFactor: { is: { confirmedAt: { not: null } } } },
    },
    select: { id: true, user: { select: { id: true, name: true, email: true } } },
  });
}
