import { DEFAULT_QPS_POLICY } from "@/lib/qps/schemas";
import type { ActionRow } from "./action-row";
import { qpsDraftAt, qpsGrantedAt, qpsPendingAt, qpsPolicyVersion, qpsQuestionAt, wishAt } from "./qps-at";

/** Requests for QPS: what the customer does, and what staff do. */
export const QPS_ACTIONS: Readonly<Record<string, ActionRow>> = {
  draftRequestAction: { needs: "qps:draft", isAudited: true, names: true, input: wishAt },
  submitRequestAction: { needs: "qps:submit", isAudited: true, names: true, input: wishAt },
  answerRequestAction: {
    needs: "qps:submit",
    isAudited: true,
    names: true,
    input: async (place) => ({ requestId: await qpsQuestionAt(place), body: "For the fair." }),
  },
  commentRequestAction: {
    needs: "qps:submit",
    isAudited: true,
    names: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), body: "It begins on Monday." }),
  },
  withdrawRequestAction: {
    needs: "qps:draft",
    isAudited: true,
    names: true,
    input: async (place) => ({ requestId: await qpsDraftAt(place) }),
  },
  approveRequestAction: {
    staff: "qps:decide",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), qps: 25 }),
  },
  rejectRequestAction: {
    staff: "qps:decide",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), reason: "Not now." }),
  },
  endGrantAction: {
    staff: "qps:decide",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsGrantedAt(place), reason: "The fair is off." }),
  },
  askAboutRequestAction: {
    staff: "qps:comment",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), body: "What is it for?" }),
  },
  commentOnRequestAction: {
    staff: "qps:comment",
    isAudited: true,
    input: async (place) => ({ requestId: await qpsPendingAt(place), body: "We look into it." }),
  },
  changeQpsPolicyAction: {
    staff: "settings:manage",
    isAudited: true,
    input: async () => ({ policy: DEFAULT_QPS_POLICY, version: await qpsPolicyVersion() }),
  },
};
