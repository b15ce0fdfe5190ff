import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { NoticesPage } from "@/components/notices/notices-page";
import { loadNoticesParams, noticesFilterOf } from "@/components/notices/notices-params";
import { requireOrg } from "@/lib/accounts/session";
import { listNotices } from "@/lib/notices/list";
import { noticePreferences } from "@/lib/notices/preferences";
import { NoticesCursor } from "@/lib/notices/schemas";
import { markOrgNoticesReadAction } from "./actions";

export const metadata: Metadata = { title: "Notices" };

type OrgNoticesPageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function OrgNoticesPage({ params, searchParams }: OrgNoticesPageProps) {
  const ctx = await requireOrg((await params).org);
  const asked = await loadNoticesParams(searchParams);
  const scope = { audience: "members", orgId: ctx.org.id } as const;
  const [page, kinds] = await Promise.all([
    listNotices(ctx, NoticesCursor.safeParse(asked.after).data ?? null, scope, noticesFilterOf(asked)),
    noticePreferences(ctx, scope),
  ]);
  return (
    <NoticesPage
      path={`/o/${ctx.org.slug}/notices`}
      description={`What you were told about ${ctx.org.name}. Others have notices of their own.`}
      emptyWords="Keys that are about to end or due for rotation, and what happens to your keys without you, appear here and come by mail."
      params={asked}
      page={page}
      kinds={kinds}
      showOrg={false}
      markRead={markOrgNoticesReadAction.bind(null, ctx.org.slug)}
    />
  );
}
