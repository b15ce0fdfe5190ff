"use server";

import { orgAction } from "@/lib/actions/org-action";
import { markNoticesRead } from "@/lib/notices/mark-read";
import { DailyMailChoice, MarkNoticesReadInput, NoticeChoice } from "@/lib/notices/schemas";
import { setDailyMail } from "@/lib/notices/set-daily-mail";
import { setNoticePreference } from "@/lib/notices/set-preference";

export const markOrgNoticesReadAction = orgAction(
  { permission: "keys:read", input: MarkNoticesReadInput },
  async ({ ctx, input }) => {
    await markNoticesRead(ctx, input, { audience: "members", orgId: ctx.org.id });
    return null;
  },
);

export const setNoticePreferenceAction = orgAction(
  { permission: "keys:read", input: NoticeChoice },
  async ({ ctx, input }) => {
    await setNoticePreference(ctx, { audience: "members", orgId: ctx.org.id }, input);
    return null;
  },
);

export const setDailyMailAction = orgAction(
  { permission: "keys:read", input: DailyMailChoice },
  async ({ ctx, input }) => {
    await setDailyMail(ctx, ctx.org.id, input);
    return null;
  },
);
