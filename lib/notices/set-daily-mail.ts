import { db } from "@/lib/db/client";
import type { RequestContext, UserActor } from "@/lib/orgs/context";
import { DAILY_MAIL } from "./digest";
import type { DailyMailChoice } from "./schemas";

/**
 * Keeps whether the caller wants one mail of alerts a day, at 07:00 UTC, in place of one each; from the next alert on. It is
 * their own affair, hence no audit row.
 */
export async function setDailyMail(
  ctx: RequestContext & { actor: UserActor },
  orgId: string,
  { isDaily }: DailyMailChoice,
): Promise<void> {
  const id = { userId: ctx.actor.id, orgId, kind: DAILY_MAIL };
  if (!isDaily) await db.noticePreference.deleteMany({ where: id });
  else {
    await db.noticePreference.upsert({
      where: { userId_orgId_kind: id },
      create: { ...id, isShown: true, isMailed: true },
      update: {},
      select: { kind: true },
    });
  }
}
