"use client";

import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { DateTimeField } from "@/components/ui/date-time-field";
import { Field } from "@/components/ui/field";
import { formatExact } from "@/components/ui/format-number";
import { notify } from "@/components/ui/notify";
import { NumberInput } from "@/components/ui/number-input";
import { Textarea } from "@/components/ui/textarea";
import type { ActionError } from "@/lib/actions/result";
import type { QpsReview } from "@/lib/qps/views";
import { ApprovalsNote } from "./approvals-note";
import { type Decision, type DecisionValues, decisionLabel, isSameDecision } from "./decision";
import { LimitDates } from "./limit-dates";
import { limitTyped } from "./limit-typed";
import type { ReviewActions } from "./review-actions";
import { WordsDialog } from "./words-dialog";

type DecisionCardProps = {
  review: Pick<
    QpsReview,
    | "id"
    | "version"
    | "wantedQps"
    | "reason"
    | "from"
    | "until"
    | "approvals"
    | "twoReviewersAbove"
    | "cannotDecide"
    | "canAsk"
  > & { ceiling: number | null; isKeyDeleted: boolean };
  reviewerId: string;
  values: DecisionValues;
  onChange: (values: DecisionValues) => void;
  actions: Pick<ReviewActions, "approve" | "reject" | "ask">;
};

const WHY_NOT = {
  role: {
    title: "An operator decides this",
    body: "You can ask the customer something, and comment below.",
  },
  self_review: {
    title: "Somebody else has to decide this",
    body: "You had a hand in this request, or belong to the organization that asks.",
  },
} as const;

/** Filled with what was asked for: one click grants it; another number or other dates grant a part. */
export function DecisionCard({ review, reviewerId, values, onChange, actions }: DecisionCardProps) {
  const router = useRouter();
  const [dialog, setDialog] = useState<"reject" | "ask" | null>(null);
  const [error, setError] = useState<ActionError | null>(null);
  const [pending, startTransition] = useTransition();
  const { id: requestId, version, wantedQps, from, until, twoReviewersAbove, cannotDecide, ceiling } = review;
  const qps = limitTyped(values.qps);
  const decision: Decision | null = qps === null ? null : { qps, from: values.from, until: values.until };
  const needsTwo = qps !== null && twoReviewersAbove !== null && qps > twoReviewersAbove;
  const agreeing = review.approvals.filter((one) => decision !== null && isSameDecision(one, decision));
  const isSecond = agreeing.some(({ by }) => by.id !== reviewerId);
  const isMine = agreeing.some(({ by }) => by.id === reviewerId);
  const change = (next: Partial<DecisionValues>) => {
    setError(null);
    onChange({ ...values, ...next });
  };
  const approve = () =>
    startTransition(async () => {
      if (decision === null) return;
      const result = await actions.approve({ requestId, version, ...decision, note: values.note });
      if (!result.ok) {
        setError(result.error);
        return;
      }
      notify.done(result.data.isDecided ? "Request approved" : "First approval given");
      router.refresh();
    });
  const wordsOf = (field: string) => error?.fields?.[field]?.join(" ");
  const ask = review.canAsk ? <Button onClick={() => setDialog("ask")}>Ask the customer…</Button> : null;
  return (
    <Card>
      <CardHeader title="Decision" description="The customer is told at once, in the notices and by mail." />
      <CardBody className="grid gap-5">
        <blockquote className="rounded-lg border border-line bg-sunken px-3 py-2">
          <p dir="auto" className="line-clamp-6 whitespace-pre-wrap break-words">
            {review.reason}
          </p>
          <p className="mt-1 text-ink-muted text-sm">
            {formatExact(wantedQps)} QPS. <LimitDates from={from} until={until} />.
          </p>
        </blockquote>
        <ApprovalsNote
          approvals={review.approvals}
          reviewerId={reviewerId}
          {...(cannotDecide === null && {
            onTakeOver: (one: Decision) => change({ qps: String(one.qps), from: one.from, until: one.until }),
          })}
        />
        {cannotDecide === "role" || cannotDecide === "self_review" ? (
          <Banner tone="warn" title={WHY_NOT[cannotDecide].title} action={ask}>
            {WHY_NOT[cannotDecide].body}
          </Banner>
        ) : review.isKeyDeleted ? (
          <Banner
            tone="warn"
            title="The key is deleted, so nothing can be granted for it"
            action={
              <>
                <Button onClick={() => setDialog("reject")}>Reject…</Button>
                {ask}
              </>
            }
          >
            Reject the request, so that the customer knows. A key in the trash can be restored for 30 days.
          </Banner>
        ) : (
          <form
            className="grid gap-5"
            method="post"
            noValidate
            onSubmit={(event) => {
              event.preventDefault();
              approve();
            }}
          >
            {error !== null && error.fields === undefined ? (
              <Banner tone="danger" title={error.message}>
                <span className="text-sm">Request ID {error.requestId}</span>
              </Banner>
            ) : null}
            <Field
              label="Granted QPS"
              error={wordsOf("qps") ?? (qps === null ? "Enter a whole number of at least 1." : undefined)}
              help={
                <>
                  {formatExact(wantedQps)} are asked for.
                  {ceiling === null ? "" : ` The contract allows up to ${formatExact(ceiling)}.`}
                </>
              }
            >
              <NumberInput
                className="max-w-40"
                value={values.qps}
                onChange={({ target }) => change({ qps: target.value })}
              />
            </Field>
            <div className="grid gap-5 sm:grid-cols-2">
              <DateTimeField
                label="From"
                none="At once."
                value={values.from}
                onValueChange={(next) => change({ from: next })}
                error={wordsOf("from")}
                choicesDays={[1, 7]}
              />
              <DateTimeField
                label="Until"
                none="Without an end."
                value={values.until}
                onValueChange={(next) => change({ until: next })}
                error={wordsOf("until")}
                choicesDays={[4, 30, 90]}
              />
            </div>
            <Field label="Note" optional help="The customer reads it." error={wordsOf("note")}>
              <Textarea
                rows={2}
                maxLength={2000}
                value={values.note}
                onChange={({ target }) => change({ note: target.value })}
              />
            </Field>
            {needsTwo ? (
              <p className="text-ink-muted text-sm">
                {isMine
                  ? "You have agreed to this. A second reviewer has to agree to the very same."
                  : isSecond
                    ? "You are the second reviewer: this decides it."
                    : `Above ${formatExact(twoReviewersAbove)} QPS a second reviewer has to agree to the very same.`}
              </p>
            ) : null}
            <div className="flex flex-wrap gap-2">
              <Button type="submit" variant="primary" pending={pending} disabled={qps === null || isMine}>
                {decisionLabel(decision, { qps: wantedQps, from, until }, needsTwo && !isSecond)}
              </Button>
              <Button onClick={() => setDialog("reject")}>Reject…</Button>
              {ask}
            </div>
          </form>
        )}
      </CardBody>
      <WordsDialog
        open={dialog === "reject"}
        onClose={() => setDialog(null)}
        title="Reject this request?"
        label="Reason"
        help="The customer reads it. What holds now goes on."
        button="Reject request"
        done="Request rejected"
        send={(reason) => actions.reject({ requestId, version, reason })}
      />
      <WordsDialog
        open={dialog === "ask"}
        onClose={() => setDialog(null)}
        title="Ask the customer"
        label="Question"
        help="The clock waits until they answer."
        button="Send question"
        done="Question sent"
        send={(body) => actions.ask({ requestId, version, body })}
      />
    </Card>
  );
}
