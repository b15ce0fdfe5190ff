import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { TrailName } from "@/components/frame/trail-name";
import { KeyRestrictions } from "@/components/keys/key-restrictions";
import { StatusBadge } from "@/components/keys/status-badge";
import { AnswersCard } from "@/components/support/answers-card";
import { BackToDesk } from "@/components/support/back-to-desk";
import { CallsCard } from "@/components/support/calls-card";
import { HistoryCard } from "@/components/support/history-card";
import { KeyButtons } from "@/components/support/key-buttons";
import { LimitsCard } from "@/components/support/limits-card";
import { NoteButton } from "@/components/support/note-button";
import { NotesCard } from "@/components/support/notes-card";
import { OwnerCard } from "@/components/support/owner-card";
import { RequestsCard } from "@/components/support/requests-card";
import { SecretsCard } from "@/components/support/secrets-card";
import { StateBanner } from "@/components/support/state-banner";
import { TicketForm } from "@/components/support/ticket-form";
import { ViewAsButton } from "@/components/support/view-as-button";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { KeyRef } from "@/lib/keys/schemas";
import { isId } from "@/lib/std/id";
import { lookUpKey } from "@/lib/support/key-report";
import { SUPPORT_ACTIONS } from "../../support-actions";
import { ticketIn } from "../../ticket-in";

export const metadata: Metadata = { title: "Key, support desk" };

type KeyPageProps = {
  params: Promise<{ keyId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SupportKeyPage({ params, searchParams }: KeyPageProps) {
  const ctx = await requireStaffPage();
  const ref = KeyRef.safeParse({ keyId: (await params).keyId });
  if (!ref.success) notFound();
  const ticket = await ticketIn(searchParams);
  if (ticket === null) return <TicketForm />;
  const { secret } = await searchParams;
  const sentId = typeof secret === "string" && isId("secret", secret) ? secret : null;
  const report = await lookUpKey(ctx, { ...ref.data, ticket }, sentId !== null).catch((error: unknown) => {
    if (isDomainError(error) && error.code === "not_found") notFound();
    throw error;
  });
  const { keyId, org, name, facts, state, living } = report;
  const about = { orgId: org.id, keyId, ticket };
  return (
    <>
      <TrailName id={keyId} name={name} />
      <BackToDesk ticket={ticket} />
      <PageHeader
        className="mb-4"
        title={<bdi>{name}</bdi>}
        meta={<StatusBadge status={facts.status} />}
        description={`A key of ${org.name}`}
        actions={
          <>
            <NoteButton about={about} isEscalation={false} writeNote={SUPPORT_ACTIONS.writeNote} />
            <NoteButton about={about} isEscalation writeNote={SUPPORT_ACTIONS.writeNote} />
            <ViewAsButton
              org={org}
              ticket={ticket}
              path={living === null ? "keys/trash" : `keys/${keyId}`}
              startView={SUPPORT_ACTIONS.startView}
            />
            {living === null ? null : (
              <KeyButtons
                subject={{ keyId, name, status: facts.status }}
                ticket={ticket}
                orgName={org.name}
                actions={SUPPORT_ACTIONS}
              />
            )}
          </>
        }
      />
      <div className="grid grid-cols-1 gap-6">
        <StateBanner state={state} />
        <div className="grid grid-cols-1 gap-6 lg:grid-cols-2">
          <OwnerCard report={report} ticket={ticket} />
          <AnswersCard answers={report.answers} />
        </div>
        <CallsCard calls={report.calls} traffic={facts.traffic} ticket={ticket} />
        {living === null ? null : (
          <>
            <LimitsCard load={living.load} />
            <SecretsCard details={living.details} sentId={sentId} />
            <KeyRestrictions details={living.details} orgSlug={org.slug} />
          </>
        )}
        <RequestsCard requests={report.requests} />
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
          <HistoryCard items={report.audit} />
          <NotesCard notes={report.notes} />
        </div>
      </div>
    </>
  );
}
