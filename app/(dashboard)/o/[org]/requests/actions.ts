"use server";

import { orgAction } from "@/lib/actions/org-action";
import { answerQpsQuestion } from "@/lib/qps/answer";
import { commentOnQpsRequest } from "@/lib/qps/comment";
import { saveQpsDraft } from "@/lib/qps/save-draft";
import { CommentQpsInput, SayQpsInput, WithdrawQpsInput, WriteQpsInput } from "@/lib/qps/schemas";
import { submitQpsRequest } from "@/lib/qps/submit";
import { withdrawQpsRequest } from "@/lib/qps/withdraw";

export const draftRequestAction = orgAction(
  { permission: "qps:draft", input: WriteQpsInput },
  async ({ ctx, input }) => {
    const { id } = await saveQpsDraft(ctx, input);
    return { id };
  },
);

export const submitRequestAction = orgAction(
  { permission: "qps:submit", input: WriteQpsInput },
  async ({ ctx, input }) => {
    const { id } = await submitQpsRequest(ctx, input);
    return { id };
  },
);

export const answerRequestAction = orgAction(
  { permission: "qps:submit", input: SayQpsInput },
  async ({ ctx, input }) => {
    await answerQpsQuestion(ctx, input);
    return null;
  },
);

export const commentRequestAction = orgAction(
  { permission: "qps:submit", input: CommentQpsInput },
  async ({ ctx, input }) => {
    await commentOnQpsRequest(ctx, input);
    return null;
  },
);

export const withdrawRequestAction = orgAction(
  { permission: "qps:draft", input: WithdrawQpsInput },
  async ({ ctx, input }) => {
    await withdrawQpsRequest(ctx, input);
    return null;
  },
);
