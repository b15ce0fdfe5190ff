"use server";

import { revalidatePath } from "next/cache";
import { staffAction } from "@/lib/actions/staff-action";
import { announce } from "@/lib/announcements/announce";
import { endAnnouncement } from "@/lib/announcements/end";
import { AnnounceInput, AnnouncementRef } from "@/lib/announcements/schemas";

export const announceAction = staffAction(
  { permission: "announcements:manage", input: AnnounceInput },
  async ({ ctx, input }) => {
    await announce(ctx, input);
    revalidatePath("/staff/announcements");
    return null;
  },
);

export const endAnnouncementAction = staffAction(
  { permission: "announcements:manage", input: AnnouncementRef },
  async ({ ctx, input }) => {
    await endAnnouncement(ctx, input);
    revalidatePath("/staff/announcements");
    return null;
  },
);
