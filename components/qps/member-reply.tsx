"use client";

import type { QpsRequestDetails } from "@/lib/qps/views";
import type { RequestActions } from "./request-actions";
import { SayForm } from "./say-form";

type MemberReplyProps = {
  orgSlug: string;
  request: Pick<QpsRequestDetails, "id" | "version" | "rights">;
  providerName: string;
  actions: Pick<RequestActions, "answer" | "comment">;
};

/** Where a member answers the provider's question, or adds something; nothing for who may do neither. */
export function MemberReply({ orgSlug, request, providerName, actions }: MemberReplyProps) {
  const { id: requestId, version, rights } = request;
  if (rights.canAnswer) {
    return (
      <SayForm
        key="answer"
        label="Your answer"
        help={`${providerName} goes on deciding once it is sent.`}
        button="Send answer"
        done="Answer sent"
        isPrimary
        say={(body) => actions.answer(orgSlug, { requestId, version, body })}
      />
    );
  }
  if (!rights.canComment) return null;
  return (
    <SayForm
      key="comment"
      label="Add a comment"
      help={`${providerName} and your organization read it.`}
      button="Add comment"
      done="Comment added"
      say={(body) => actions.comment(orgSlug, { requestId, body })}
    />
  );
}
