"use client";

import { useState } from "react";
import type { QpsReview } from "@/lib/qps/views";
import { type DecisionValues, startOf } from "./decision";
import { DecisionCard } from "./decision-card";
import { EvidenceCard } from "./evidence-card";
import { limitTyped } from "./limit-typed";
import type { ReviewActions } from "./review-actions";
import { WhatIfPanel } from "./what-if-panel";

type ReviewDeskProps = {
  review: Pick<
    QpsReview,
    | "id"
    | "version"
    | "wantedQps"
    | "reason"
    | "currentQps"
    | "from"
    | "until"
    | "past"
    | "now"
    | "approvals"
    | "twoReviewersAbove"
    | "cannotDecide"
    | "canAsk"
  > & { ceiling: number | null; isKeyDeleted: boolean };
  reviewerId: string;
  /** When the page was made, ISO 8601. */
  at: string;
  actions: Pick<ReviewActions, "approve" | "reject" | "ask">;
};

/** Decision, what-if and evidence: what is typed into the one moves the others. */
export function ReviewDesk({ review, reviewerId, at, actions }: ReviewDeskProps) {
  const { wantedQps: qps, from, until, past } = review;
  const [values, setValues] = useState<DecisionValues>(() => {
    const start = startOf({ qps, from, until }, Date.parse(at));
    return { ...start, qps: String(start.qps), note: "" };
  });
  const typed = limitTyped(values.qps);
  const held = review.now?.qps ?? review.currentQps;
  return (
    <div className="grid grid-cols-1 items-start gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
      {review.cannotDecide === "not_open" ? null : (
        <>
          <DecisionCard
            review={review}
            reviewerId={reviewerId}
            values={values}
            onChange={setValues}
            actions={actions}
          />
          <WhatIfPanel
            demand={past.demand}
            currentQps={held}
            wantedQps={typed}
            {...(review.cannotDecide === null && {
              onChoose: (limit: number) => setValues({ ...values, qps: String(limit) }),
            })}
          />
        </>
      )}
      <div className="min-w-0 lg:col-span-2">
        <EvidenceCard
          title="What their calls show"
          noCalls="The key has not called this class: all there is to go by is what they write."
          evidence={past.evidence}
          currentQps={held}
          wantedQps={typed}
        />
      </div>
    </div>
  );
}
