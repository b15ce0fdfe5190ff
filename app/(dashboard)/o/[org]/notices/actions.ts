"use server";

import { orgAction } from "@/lib/actions/org-action";
import { markNoticesRead } from "@/lib/notices/mark-read";
import { MarkNoticesReadInput, NoticeChoice } from "@/lib/notices/schemas";
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
