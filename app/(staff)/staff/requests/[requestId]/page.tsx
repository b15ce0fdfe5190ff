import type { Metadata } from "next";
import { TrailName } from "@/components/frame/trail-name";
import { AnswerClock } from "@/components/qps/answer-clock";
import { CustomerCard } from "@/components/qps/customer-card";
import { EndGrantButton } from "@/components/qps/end-grant-button";
import { OtherRequests } from "@/components/qps/other-requests";
import { PhaseBadge } from "@/components/qps/phase-badge";
import { RequestFacts } from "@/components/qps/request-facts";
import { RequestTimeline } from "@/components/qps/request-timeline";
import { requestTitle } from "@/components/qps/request-title";
import { ReviewDesk } from "@/components/qps/review-desk";
import { StaffComment } from "@/components/qps/staff-comment";
import { StoredWhatIf } from "@/components/qps/stored-what-if";
import { TargetWords } from "@/components/qps/target-words";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { PageHeader } from "@/components/ui/page-header";
import { env } from "@/lib/env";
import { staffCan } from "@/lib/members/permissions";
import {
  approveRequestAction,
  askAboutRequestAction,
  commentOnRequestAction,
  endGrantAction,
  rejectRequestAction,
} from "../actions";
import { loadReview } from "./load-review";

type ReviewPageProps = { params: Promise<{ requestId: string }> };

export async function generateMetadata({ params }: ReviewPageProps): Promise<Metadata> {
  const { wantedQps, org } = (await loadReview((await params).requestId)).review;
  return { title: `${formatExact(wantedQps)} QPS for ${org.name}` };
}

export default async function ReviewPage({ params }: ReviewPageProps) {
  const { ctx, review } = await loadReview((await params).requestId);
  const { org, key, evidence } = review;
  const isOpen = review.phase === "pending" || review.phase === "question";
  return (
    <>
      <TrailName id={review.id} name={requestTitle(review)} />
      <PageHeader
        title={
          <>
            {formatExact(review.wantedQps)} QPS for <bdi>{key.name}</bdi> of <bdi>{org.name}</bdi>
          </>
        }
        meta={
          <>
            <PhaseBadge phase={review.phase} />
            {isOpen ? (
              <AnswerClock className="text-sm" dueAt={review.dueAt} isWaiting={review.waitingMs !== null} />
            ) : null}
          </>
        }
        description={<TargetWords target={review} />}
        actions={
          review.canEndGrant ? (
            <EndGrantButton
              review={{ id: review.id, version: review.version, phase: review.phase, grant: review.grant }}
              end={endGrantAction}
            />
          ) : null
        }
      />
      <div className="grid gap-6">
        <ReviewDesk
          key={review.version}
          reviewerId={ctx.actor.id}
          at={ctx.now.toISOString()}
          review={{
            id: review.id,
            version: review.version,
            wantedQps: review.wantedQps,
            reason: review.reason,
            currentQps: review.currentQps,
            from: review.from,
            until: review.until,
            past: review.past,
            now: review.now,
            approvals: review.approvals,
            twoReviewersAbove: review.twoReviewersAbove,
            cannotDecide: review.cannotDecide,
            canAsk: review.canAsk,
            isKeyDeleted: key.isDeleted,
            ceiling: org.contract?.qpsCeiling ?? null,
          }}
          actions={{
            approve: approveRequestAction,
            reject: rejectRequestAction,
            ask: askAboutRequestAction,
          }}
        />
        <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
          <div className="grid gap-6">
            <Card>
              <CardHeader title="History" />
              <CardBody className="grid gap-2">
                <RequestTimeline
                  request={review}
                  providerName={env().PROVIDER_NAME}
                  isDecidedByPolicy={review.isDecidedByPolicy}
                />
                {review.canComment ? (
                  <StaffComment requestId={review.id} comment={commentOnRequestAction} />
                ) : null}
              </CardBody>
            </Card>
            <OtherRequests items={review.others} keyId={key.id} />
          </div>
          <div className="grid gap-6">
            <RequestFacts request={review} keyHref={null} />
            <CustomerCard
              review={review}
              orgHref={`${staffCan(ctx.staffRole, "orgs:manage") ? "/staff/orgs" : "/staff/support/orgs"}/${org.id}`}
            />
            {evidence ? <StoredWhatIf evidence={evidence} /> : null}
          </div>
        </div>
      </div>
    </>
  );
}
