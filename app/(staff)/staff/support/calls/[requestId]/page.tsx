import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { BackToDesk } from "@/components/support/back-to-desk";
import { CallFacts } from "@/components/support/call-facts";
import { supportHref } from "@/components/support/support-href";
import { TicketForm } from "@/components/support/ticket-form";
import { WhyCard } from "@/components/support/why-card";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { TextLink } from "@/components/ui/text-link";
import { requireStaffPage } from "@/lib/accounts/session";
import { type CallReport, lookUpCall } from "@/lib/support/call-report";
import { CallTicketInput } from "@/lib/support/schemas";
import { ticketIn } from "../../ticket-in";

export const metadata: Metadata = { title: "Call, support desk" };

type CallPageProps = {
  params: Promise<{ requestId: string }>;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export default async function SupportCallPage({ params, searchParams }: CallPageProps) {
  const ctx = await requireStaffPage();
  const ticket = await ticketIn(searchParams);
  const { requestId } = await params;
  if (!CallTicketInput.shape.requestId.safeParse(requestId).success) notFound();
  if (ticket === null) return <TicketForm />;
  const report = await lookUpCall(ctx, { requestId, ticket });
  return (
    <>
      <BackToDesk ticket={ticket} />
      <PageHeader
        title="Call"
        meta={report.kind === "not_kept" ? null : <Verdict code={report.call.code} />}
        description={
          <Chip what="request ID" text={requestId}>
            {requestId}
          </Chip>
        }
      />
      {report.kind === "not_kept" ? (
        <EmptyState icon={SearchX} title="This call is not kept">
          That says nothing about whether there was one: all calls are counted, and some are kept one by one.
          Ask for the key ID, or for the request ID of a newer refusal.
        </EmptyState>
      ) : (
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-2">
          <Card>
            <CardHeader title="What was decided" description={<Whose report={report} ticket={ticket} />} />
            <CardBody>
              <CallFacts report={report} />
            </CardBody>
          </Card>
          <WhyCard code={report.call.code} />
        </div>
      )}
    </>
  );
}

function Verdict({ code }: { code: string }) {
  return code === "" ? <Badge tone="ok">Let through</Badge> : <Badge tone="danger">Refused: {code}</Badge>;
}

function Whose({ report, ticket }: { report: Exclude<CallReport, { kind: "not_kept" }>; ticket: string }) {
  if (report.kind === "stranger") return "No key was found, so the call belongs to no customer.";
  const { call, org, keyName } = report;
  return (
    <>
      A call with{" "}
      {keyName === null ? (
        "a key that is gone"
      ) : (
        <TextLink prefetch={false} href={supportHref("keys", call.keyId, ticket)}>
          <bdi>{keyName}</bdi>
        </TextLink>
      )}{" "}
      of{" "}
      <TextLink prefetch={false} href={supportHref("orgs", org.id, ticket)}>
        {org.name}
      </TextLink>
    </>
  );
}
