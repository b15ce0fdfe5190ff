import { db } from "@/lib/db/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { RequestContext, UserActor } from "@/lib/orgs/context";
import { kindOf } from "./kinds";
import { type PreferenceScope, scopeKey } from "./preferences";
import type { NoticeChoice } from "./schemas";

/**
 * Keeps how the caller wants to hear of one kind of notice from now on; what they were told already stays. It is their own
 * affair, hence no audit row.
 * @throws {DomainError} `invalid_input` for a kind that is none, or that nobody can turn off.
 */
export async function setNoticePreference(
  ctx: RequestContext & { actor: UserActor },
  scope: PreferenceScope,
  { kind: name, ...choice }: NoticeChoice,
): Promise<void> {
  const kind = kindOf(scope.audience, name);
  if (kind === null || kind.isAlwaysTold) {
    throw new DomainError("invalid_input", { fields: { kind: ["This cannot be chosen."] } });
  }
  const id = { userId: ctx.actor.id, orgId: scopeKey(scope), kind: name };
  const isAsEver = choice.isShown && choice.isMailed === kind.isMailed;
  // Who wants what the kind says follows it when it changes.
  if (isAsEver) await db.noticePreference.deleteMany({ where: id });
  else {
    await db.noticePreference.upsert({
      where: { userId_orgId_kind: id },
      create: { ...id, ...choice },
      update: choice,
      select: { kind: true },
    });
  }
}
