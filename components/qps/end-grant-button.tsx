"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { formatExact } from "@/components/ui/format-number";
import type { QpsReview } from "@/lib/qps/views";
import type { ReviewActions } from "./review-actions";
import { WordsDialog } from "./words-dialog";

type EndGrantButtonProps = {
  review: Pick<QpsReview, "id" | "version" | "phase" | "grant">;
  end: ReviewActions["endGrant"];
};

/** Ends what was granted before its time, or calls off what has not begun. */
export function EndGrantButton({ review, end }: EndGrantButtonProps) {
  const [isOpen, setOpen] = useState(false);
  const { id: requestId, version, phase, grant } = review;
  const verb = phase === "scheduled" ? "Call off grant" : "End grant";
  const amount = `${formatExact(grant?.qps ?? 0)} QPS`;
  return (
    <>
      <Button onClick={() => setOpen(true)}>{verb}…</Button>
      <WordsDialog
        open={isOpen}
        onClose={() => setOpen(false)}
        title={phase === "scheduled" ? `Call off the ${amount}?` : `End the ${amount} now?`}
        label="Reason"
        help={
          phase === "scheduled"
            ? "The customer reads it. The grant never begins, and what holds now goes on."
            : "The customer reads it. What was agreed before holds again, everywhere within a second."
        }
        button={verb}
        done={phase === "scheduled" ? "Grant called off" : "Grant ended"}
        tone="danger"
        send={(reason) => end({ requestId, version, reason })}
      />
    </>
  );
}
