import type { Metadata } from "next";
import { DailyMail } from "@/components/notices/daily-mail";
import { PreferencesForm } from "@/components/notices/preferences-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { noticePreferences, wantsDailyMail } from "@/lib/notices/preferences";
import { setDailyMailAction, setNoticePreferenceAction } from "../actions";

export const metadata: Metadata = { title: "Notice preferences" };

export default async function NoticePreferencesPage({ params }: { params: Promise<{ org: string }> }) {
  const ctx = await requireOrg((await params).org);
  const [preferences, isDaily] = await Promise.all([
    noticePreferences(ctx, { audience: "members", orgId: ctx.org.id }),
    wantsDailyMail(ctx, ctx.org.id),
  ]);
  return (
    <>
      <PageHeader
        title="Notice preferences"
        description={`What you hear of at ${ctx.org.name}, and how. They are yours alone, and hold from the next notice on.`}
      />
      <PreferencesForm
        preferences={preferences}
        choose={setNoticePreferenceAction.bind(null, ctx.org.slug)}
      />
      <DailyMail isDaily={isDaily} choose={setDailyMailAction.bind(null, ctx.org.slug)} />
    </>
  );
}
