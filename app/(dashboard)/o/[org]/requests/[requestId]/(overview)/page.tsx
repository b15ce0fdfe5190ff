import type { Metadata } from "next";
import Link from "next/link";
import { TrailName } from "@/components/frame/trail-name";
import { EvidenceCard } from "@/components/qps/evidence-card";
import { MemberReply } from "@/components/qps/member-reply";
import { PhaseBadge } from "@/components/qps/phase-badge";
import { RequestFacts } from "@/components/qps/request-facts";
import { RequestState } from "@/components/qps/request-state";
import { RequestTimeline } from "@/components/qps/request-timeline";
import { requestTitle } from "@/components/qps/request-title";
import { StoredWhatIf } from "@/components/qps/stored-what-if";
import { TargetWords } from "@/components/qps/target-words";
import { WithdrawButton } from "@/components/qps/withdraw-button";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { PageHeader } from "@/components/ui/page-header";
import { env } from "@/lib/env";
import { answerRequestAction, commentRequestAction, withdrawRequestAction } from "../../actions";
import { loadRequest } from "../load-request";

type RequestPageProps = { params: Promise<{ org: string; requestId: string }> };

export async function generateMetadata({ params }: RequestPageProps): Promise<Metadata> {
  const { org, requestId } = await params;
  return { title: requestTitle((await loadRequest(org, requestId)).request) };
}

export default async function RequestPage({ params }: RequestPageProps) {
  const { org, requestId } = await params;
  const { request } = await loadRequest(org, requestId);
  const { key, rights, evidence } = request;
  const { PROVIDER_NAME } = env();
  return (
    <>
      <TrailName id={request.id} name={requestTitle(request)} />
      <PageHeader
        title={
          <>
            {formatExact(request.wantedQps)} QPS for <bdi>{key.name}</bdi>
          </>
        }
        meta={<PhaseBadge phase={request.phase} />}
        description={<TargetWords target={request} />}
        actions={
          <>
            {rights.canWithdraw ? (
              <WithdrawButton orgSlug={org} request={request} withdraw={withdrawRequestAction} />
            ) : null}
            {rights.canEdit ? (
              <Button asChild variant="primary">
                <Link href={`/o/${org}/requests/${requestId}/edit`}>
                  {rights.canSubmit ? "Edit and send" : "Edit draft"}
                </Link>
              </Button>
            ) : null}
          </>
        }
      />
      <div className="grid gap-6">
        <RequestState request={request} providerName={PROVIDER_NAME} />
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
          <Card>
            <CardHeader title="History" />
            <CardBody className="grid gap-2">
              <RequestTimeline
                request={request}
                providerName={PROVIDER_NAME}
                isDecidedByPolicy={request.isDecidedByPolicy}
              />
              <MemberReply
                orgSlug={org}
                request={{ id: request.id, version: request.version, rights }}
                providerName={PROVIDER_NAME}
                actions={{ answer: answerRequestAction, comment: commentRequestAction }}
              />
            </CardBody>
          </Card>
          <div className="grid gap-6">
            <RequestFacts request={request} keyHref={`/o/${org}/keys/${key.id}`} />
            {evidence ? <StoredWhatIf evidence={evidence} /> : null}
          </div>
        </div>
        {evidence ? (
          <EvidenceCard
            title="What your calls showed when it was sent"
            noCalls="Nothing had come to a limit when the request was sent."
            evidence={evidence}
            currentQps={request.currentQps}
            wantedQps={request.wantedQps}
          />
        ) : null}
      </div>
    </>
  );
}
