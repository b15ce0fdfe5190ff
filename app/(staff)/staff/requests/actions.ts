"use server";

import { staffAction } from "@/lib/actions/staff-action";
import { approveQpsRequest } from "@/lib/qps/approve";
import { askQpsQuestion } from "@/lib/qps/ask";
import { changeQpsPolicy } from "@/lib/qps/change-policy";
import { commentAsStaff } from "@/lib/qps/comment";
import { endQpsGrant } from "@/lib/qps/end-grant";
import { rejectQpsRequest } from "@/lib/qps/reject";
import {
  ApproveQpsInput,
  ChangeQpsPolicyInput,
  CommentQpsInput,
  EndQpsGrantInput,
  RejectQpsInput,
  SayQpsInput,
} from "@/lib/qps/schemas";

export const approveRequestAction = staffAction(
  { permission: "qps:decide", input: ApproveQpsInput },
  async ({ ctx, input }) => {
    const { outcome } = await approveQpsRequest(ctx, input);
    return { isDecided: outcome === "approved" };
  },
);

export const rejectRequestAction = staffAction(
  { permission: "qps:decide", input: RejectQpsInput },
  async ({ ctx, input }) => {
    await rejectQpsRequest(ctx, input);
    return null;
  },
);

export const askAboutRequestAction = staffAction(
  { permission: "qps:comment", input: SayQpsInput },
  async ({ ctx, input }) => {
    await askQpsQuestion(ctx, input);
    return null;
  },
);

export const commentOnRequestAction = staffAction(
  { permission: "qps:comment", input: CommentQpsInput },
  async ({ ctx, input }) => {
    await commentAsStaff(ctx, input);
    return null;
  },
);

export const endGrantAction = staffAction(
  { permission: "qps:decide", input: EndQpsGrantInput },
  async ({ ctx, input }) => {
    await endQpsGrant(ctx, input);
    return null;
  },
);

export const changeQpsPolicyAction = staffAction(
  { permission: "settings:manage", input: ChangeQpsPolicyInput },
  async ({ ctx, input }) => changeQpsPolicy(ctx, input),
);
