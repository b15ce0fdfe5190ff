"use server";

import { staffAction } from "@/lib/actions/staff-action";
import { markNoticesRead } from "@/lib/notices/mark-read";
import { MarkNoticesReadInput, NoticeChoice } from "@/lib/notices/schemas";
import { setNoticePreference } from "@/lib/notices/set-preference";

export const markStaffNoticesReadAction = staffAction(
  { permission: "orgs:read", input: MarkNoticesReadInput },
  async ({ ctx, input }) => {
    await markNoticesRead(ctx, input, { audience: "staff" });
    return null;
  },
);

export const setStaffNoticePreferenceAction = staffAction(
  { permission: "orgs:read", input: NoticeChoice },
  async ({ ctx, input }) => {
    await setNoticePreference(ctx, { audience: "staff" }, input);
    return null;
  },
);
