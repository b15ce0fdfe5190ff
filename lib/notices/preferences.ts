import { db } from "@/lib/db/client";
import type { RequestContext, UserActor } from "@/lib/orgs/context";
import { DAILY_MAIL } from "./digest";
import { type NoticeScope, STAFF_SCOPE } from "./kind";
import { kindOf, kindsFor } from "./kinds";
import type { NoticePreference } from "./schemas";

/** One organization, or what staff hear of. */
export type PreferenceScope =
  | Exclude<NoticeScope, { audience: "members" }>
  | { audience: "members"; orgId: string };

/** What preferences of this scope are stored under. */
export function scopeKey(scope: PreferenceScope): string {
  return scope.audience === "staff" ? STAFF_SCOPE : scope.orgId;
}

/** How the caller wants to hear of each kind of notice; what was never chosen is as the kind says. */
export async function noticePreferences(
  ctx: RequestContext & { actor: UserActor },
  scope: PreferenceScope,
): Promise<NoticePreference[]> {
  const rows = await db.noticePreference.findMany({
    where: { userId: ctx.actor.id, orgId: scopeKey(scope) },
    select: { kind: true, isShown: true, isMailed: true },
  });
  const chosen = new Map(rows.map((row) => [row.kind, row]));
  return kindsFor(scope.audience).flatMap((name) => {
    const kind = kindOf(scope.audience, name);
    if (kind === null) return [];
    const { label, isMailed, isAlwaysTold = false } = kind;
    const choice = isAlwaysTold ? undefined : chosen.get(name);
    return [
      {
        kind: name,
        label,
        isAlwaysTold,
        isShown: choice?.isShown ?? true,
        isMailed: choice?.isMailed ?? isMailed,
      },
    ];
  });
}

/** Whether the caller gets one mail of alerts a day in place of one each, at this organization. */
export async function wantsDailyMail(
  ctx: RequestContext & { actor: UserActor },
  orgId: string,
): Promise<boolean> {
  const id = { userId: ctx.actor.id, orgId, kind: DAILY_MAIL };
  const row = await db.noticePreference.findUnique({
    where: { userId_orgId_kind: id },
    select: { kind: true },
  });
  return row !== null;
}
