import type { Metadata } from "next";
import { OpenEscalations } from "@/components/support/open-escalations";
import { SupportDesk } from "@/components/support/support-desk";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { staffCan } from "@/lib/members/permissions";
import { listOpenEscalations } from "@/lib/support/notes";
import { SUPPORT_ACTIONS } from "./support-actions";
import { ticketIn } from "./ticket-in";

export const metadata: Metadata = { title: "Support desk" };

type SupportPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function SupportPage({ searchParams }: SupportPageProps) {
  const ctx = await requireStaffPage();
  const [ticket, escalations] = await Promise.all([ticketIn(searchParams), listOpenEscalations(ctx)]);
  return (
    <>
      <PageHeader
        title="Support desk"
        description="Find what a ticket is about. Each look is in that customer’s own audit log, with the ticket."
      />
      <SupportDesk ticket={ticket ?? ""} search={SUPPORT_ACTIONS.search} />
      <OpenEscalations
        escalations={escalations}
        mayResolve={staffCan(ctx.staffRole, "orgs:manage")}
        resolve={SUPPORT_ACTIONS.resolve}
      />
    </>
  );
}
