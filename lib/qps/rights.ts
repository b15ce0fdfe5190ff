import { can } from "@/lib/members/permissions";
import { type OrgContext, responsibleId } from "@/lib/orgs/context";
import { isOpen, type QpsStatus } from "./phase";
import type { QpsRights } from "./views";

/** What the caller may do to a request now: for a screen that offers nothing it would be refused. */
export function qpsRights(
  ctx: Pick<OrgContext, "role" | "actor" | "org">,
  request: { status: QpsStatus; key: { createdById: string; deletedAt: Date | null } },
): QpsRights {
  const { status } = request;
  const isOffered = ctx.org.type === "enterprise";
  const mayDraft = can(ctx.role, "qps:draft", request.key.createdById === responsibleId(ctx));
  const maySubmit = can(ctx.role, "qps:submit");
  const isDraft = status === "draft";
  // A draft names a key that can be called; until the key comes back, it can only be thrown away.
  const isSendable = isDraft && isOffered && request.key.deletedAt === null;
  return {
    canEdit: isSendable && mayDraft,
    canSubmit: isSendable && maySubmit,
    canAnswer: status === "question" && maySubmit,
    canComment: !isDraft && status !== "withdrawn" && maySubmit,
    canWithdraw: isDraft ? mayDraft : isOpen(status) && maySubmit,
  };
}
