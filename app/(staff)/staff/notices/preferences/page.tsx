import type { Metadata } from "next";
import { PreferencesForm } from "@/components/notices/preferences-form";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { noticePreferences } from "@/lib/notices/preferences";
import { setStaffNoticePreferenceAction } from "../actions";

export const metadata: Metadata = { title: "Notice preferences" };

export default async function StaffNoticePreferencesPage() {
  const ctx = await requireStaffPage();
  const preferences = await noticePreferences(ctx, { audience: "staff" });
  return (
    <>
      <PageHeader
        title="Notice preferences"
        description="What you hear of as one of the staff, and how. They are yours alone, and hold from the next notice on."
      />
      <PreferencesForm preferences={preferences} choose={setStaffNoticePreferenceAction} />
    </>
  );
}
