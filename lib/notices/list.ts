import { db } from "@/lib/db/client";
import type { Prisma } from "@/lib/db/generated/client";
import { DomainError } from "@/lib/errors/domain-error";
import type { RequestContext, UserActor } from "@/lib/orgs/context";
import type { NoticeScope } from "./kind";
import { kindsFor, noticeHref, noticeWords } from "./kinds";
import { NoticesCursor, type NoticesFilter, type NoticesPage } from "./schemas";

const PAGE = 20;

type Reader = RequestContext & { actor: UserActor };

/** Every organization of the caller. */
const EVERYWHERE: NoticeScope = { audience: "members" };

/**
 * What the caller has been told, the latest first, in all organizations they are a member of; a former one's notices are
 * gone for them. For staff: what they are told as staff. Those of a kind this version does not know are left out, and so is
 * what the person wants by mail alone.
 * @param after A former page's `next`.
 * @throws {DomainError} `invalid_input` for a cursor that is none.
 */
export async function listNotices(
  ctx: Reader,
  after: string | null,
  scope: NoticeScope = EVERYWHERE,
  { isUnreadOnly, kind }: NoticesFilter = { isUnreadOnly: false },
): Promise<NoticesPage> {
  const { audience } = scope;
  const mine = { userId: ctx.actor.id, isShown: true, ...whereOf(ctx.actor.id, scope) };
  const narrowed = {
    ...(isUnreadOnly ? { readAt: null } : {}),
    AND: [kind === undefined ? {} : { kind }, beyond(after)],
  };
  const [rows, unread] = await Promise.all([
    db.notice.findMany({
      where: { ...mine, ...narrowed },
      select: {
        id: true,
        kind: true,
        subject: true,
        data: true,
        createdAt: true,
        readAt: true,
        org: { select: { slug: true, name: true } },
      },
      orderBy: [{ createdAt: "desc" }, { id: "desc" }],
      take: PAGE + 1,
    }),
    db.notice.count({ where: { ...mine, readAt: null } }),
  ]);
  const page = rows.slice(0, PAGE);
  const last = page.at(-1);
  return {
    at: ctx.now.toISOString(),
    unread,
    notices: page.flatMap((row) => {
      const words = noticeWords(row, audience);
      if (words === null) return [];
      const { title, body, due, link } = words;
      return {
        id: row.id,
        title,
        body,
        due,
        link: { label: link.label, href: noticeHref(audience, row.org.slug, words) },
        orgName: row.org.name,
        orgSlug: row.org.slug,
        createdAt: row.createdAt.toISOString(),
        isRead: row.readAt !== null,
      };
    }),
    next: rows.length > PAGE && last ? `${last.createdAt.getTime()}.${last.id}` : null,
  };
}

function whereOf(userId: string, scope: NoticeScope): Prisma.NoticeWhereInput {
  const kind = { in: kindsFor(scope.audience) };
  if (scope.audience === "staff") return { kind };
  const org = { memberships: { some: { userId } } };
  return { kind, org, ...(scope.orgId === undefined ? {} : { orgId: scope.orgId }) };
}

function beyond(after: string | null) {
  if (after === null) return {};
  if (!NoticesCursor.safeParse(after).success) {
    throw new DomainError("invalid_input", { fields: { after: ["This is not a page of notices."] } });
  }
  const [ms, id = ""] = after.split(".");
  const createdAt = new Date(Number(ms));
  return { OR: [{ createdAt: { lt: createdAt } }, { createdAt, id: { lt: id } }] };
}
