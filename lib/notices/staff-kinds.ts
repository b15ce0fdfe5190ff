import { z } from "zod";
import { kind, noticeName } from "./kind";
import { QPS_STAFF_NOTICE_KINDS } from "./qps-kinds";

/**
 * Everything the provider's staff are told of without having asked: a row here and a call of `notifyStaff`. Links lead
 * below `/staff/`.
 */
export const STAFF_NOTICE_KINDS = {
  "support.escalated": kind({
    label: "Support hands a case to an operator",
    data: z.object({ orgName: noticeName, ticket: z.string(), escalatedBy: z.string() }),
    isMailed: true,
    say: ({ data }) => ({
      title: `${data.orgName}: ticket ${data.ticket} needs an operator`,
      body: `${data.escalatedBy} wrote down what has to be done.`,
      due: null,
      link: { label: "Open support desk", path: "support" },
    }),
  }),
  ...QPS_STAFF_NOTICE_KINDS,
} as const;
