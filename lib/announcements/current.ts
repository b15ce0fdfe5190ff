import { z } from "zod";
import { db } from "@/lib/db/client";
import type { OrgContext } from "@/lib/orgs/context";
import { ANNOUNCEMENT_TONES, type AnnouncementTone } from "./schemas";

/** A line above the pages of the dashboard. */
export type CurrentAnnouncement = { id: string; message: string; tone: AnnouncementTone };

const Tone = z.enum(ANNOUNCEMENT_TONES).catch("info");
const LOUDEST_FIRST: readonly AnnouncementTone[] = ["danger", "warn", "info"];

/** What members of this organization should know now, the loudest first, of these the newest first. */
export async function currentAnnouncements({
  org,
  now,
}: Pick<OrgContext, "org" | "now">): Promise<CurrentAnnouncement[]> {
  const rows = await db.announcement.findMany({
    where: {
      from: { lte: now },
      endedAt: null,
      AND: [
        { OR: [{ until: null }, { until: { gt: now } }] },
        { OR: [{ orgType: null }, { orgType: org.type }] },
      ],
    },
    select: { id: true, message: true, tone: true },
    orderBy: [{ from: "desc" }, { id: "asc" }],
  });
  const lines = rows.map(({ id, message, tone }) => ({ id, message, tone: Tone.parse(tone) }));
  return lines.sort((a, b) => LOUDEST_FIRST.indexOf(a.tone) - LOUDEST_FIRST.indexOf(b.tone));
}
