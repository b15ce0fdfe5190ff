import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { TrailName } from "@/components/frame/trail-name";
import { BackToDesk } from "@/components/support/back-to-desk";
import { NoteButton } from "@/components/support/note-button";
import { NotesCard } from "@/components/support/notes-card";
import { OrgKeysCard } from "@/components/support/org-keys-card";
import { PeopleCard } from "@/components/support/people-card";
import { RequestsCard } from "@/components/support/requests-card";
import { TicketForm } from "@/components/support/ticket-form";
import { ViewAsButton } from "@/components/support/view-as-button";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Chip } from "@/components/ui/chip";
import { PageHeader } from "@/components/ui/page-header";
import { RelativeTime } from "@/components/ui/relative-time";
import { requireStaffPage } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { isId } from "@/lib/std/id";
import { lookUpOrg } from "@/lib/support/org-report";
import { SUPPORT_ACTIONS } from "../../support-actions";
import { ticketIn } from "../../ticket-in";

export const metadata: Metadata = { title: "Organization, support desk" };

type OrgPageProps = {
  params: Promise<{ orgId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SupportOrgPage({ params, searchParams }: OrgPageProps) {
  const ctx = await requireStaffPage();
  const { orgId } = await params;
  if (!isId("org", orgId)) notFound();
  const ticket = await ticketIn(searchParams);
  if (ticket === null) return <TicketForm />;
  const { q } = await searchParams;
  const wanted = typeof q === "string" ? q : "";
  const report = await lookUpOrg(ctx, { orgId, ticket }, wanted).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const { org, createdAt, suspendedAt, suspendedReason } = report;
  const about = { orgId, keyId: null, ticket };
  return (
    <>
      <TrailName id={org.id} name={org.name} />
      <BackToDesk ticket={ticket} />
      <PageHeader
        title={org.name}
        meta={suspendedAt === null ? <Badge tone="ok">Active</Badge> : <Badge tone="danger">Suspended</Badge>}
        description={
          <>
            {ORG_TYPE_WORDS[org.type]} customer since <RelativeTime at={createdAt} isPast />,{" "}
            <Chip what="organization ID" text={org.id}>
              {org.id}
            </Chip>
          </>
        }
        actions={
          <>
            <NoteButton about={about} isEscalation={false} writeNote={SUPPORT_ACTIONS.writeNote} />
            <NoteButton about={about} isEscalation writeNote={SUPPORT_ACTIONS.writeNote} />
            <ViewAsButton org={org} ticket={ticket} path="keys" startView={SUPPORT_ACTIONS.startView} />
          </>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        {suspendedAt === null ? null : (
          <Banner
            tone="danger"
            title={
              <>
                Every key is refused since <RelativeTime at={suspendedAt} isPast />
              </>
            }
          >
            {suspendedReason ?? "No reason was given."}
          </Banner>
        )}
        <OrgKeysCard report={report} ticket={ticket} q={wanted} />
        <RequestsCard requests={report.requests} />
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
          <PeopleCard report={report} ticket={ticket} resendInvite={SUPPORT_ACTIONS.resendInvite} />
          <NotesCard notes={report.notes} />
        </div>
      </div>
    </>
  );
}
