import { Megaphone } from "lucide-react";
import type { Metadata } from "next";
import { AnnounceButton } from "@/components/staff/announce-button";
import { AnnouncementsList } from "@/components/staff/announcements-list";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { listAnnouncements } from "@/lib/announcements/list";
import { announceAction, endAnnouncementAction } from "./actions";

export const metadata: Metadata = { title: "Announcements" };

export default async function AnnouncementsPage() {
  const ctx = await requireStaffPage("announcements:manage");
  const announcements = await listAnnouncements(ctx);
  return (
    <>
      <PageHeader
        title="Announcements"
        description="A line above every page of the dashboard, from a time to a time."
        // Always in this one place: its dialog stays while the list stops being empty.
        actions={<AnnounceButton announce={announceAction} />}
      />
      {announcements.length === 0 ? (
        <EmptyState icon={Megaphone} title="Nothing was announced yet">
          Tell members of maintenance, of something that is broken, or of a change to come.
        </EmptyState>
      ) : (
        <AnnouncementsList announcements={announcements} end={endAnnouncementAction} />
      )}
    </>
  );
}
