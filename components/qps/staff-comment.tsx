"use client";

import type { ReviewActions } from "./review-actions";
import { SayForm } from "./say-form";

type StaffCommentProps = { requestId: string; comment: ReviewActions["comment"] };

/** Where staff say something that asks for no answer. */
export function StaffComment({ requestId, comment }: StaffCommentProps) {
  return (
    <SayForm
      label="Add a comment"
      help="The customer reads it, under the provider’s name. The clock goes on."
      button="Add comment"
      done="Comment added"
      say={(body) => comment({ requestId, body })}
    />
  );
}
