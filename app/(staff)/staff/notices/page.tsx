import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { NoticesPage } from "@/components/notices/notices-page";
import { loadNoticesParams, noticesFilterOf } from "@/components/notices/notices-params";
import { requireStaffPage } from "@/lib/accounts/session";
import { listNotices } from "@/lib/notices/list";
import { noticePreferences } from "@/lib/notices/preferences";
import { NoticesCursor } from "@/lib/notices/schemas";
import { markStaffNoticesReadAction } from "./actions";

export const metadata: Metadata = { title: "Notices" };

export default async function StaffNoticesPage({ searchParams }: { searchParams: Promise<SearchParams> }) {
  const ctx = await requireStaffPage();
  const asked = await loadNoticesParams(searchParams);
  const scope = { audience: "staff" } as const;
  const [page, kinds] = await Promise.all([
    listNotices(ctx, NoticesCursor.safeParse(asked.after).data ?? null, scope, noticesFilterOf(asked)),
    noticePreferences(ctx, scope),
  ]);
  return (
    <NoticesPage
      path="/staff/notices"
      description="What you were told as one of the staff. Your colleagues have notices of their own."
      emptyWords="Requests that wait for a decision, answers of customers, and cases that support hands over appear here and come by mail."
      params={asked}
      page={page}
      kinds={kinds}
      showOrg
      markRead={markStaffNoticesReadAction}
    />
  );
}
