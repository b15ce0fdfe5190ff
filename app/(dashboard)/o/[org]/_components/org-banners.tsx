import { cookies } from "next/headers";
import { AnnouncementLine } from "@/components/frame/announcement-line";
import { DISMISSED_COOKIE, dismissedIn } from "@/components/frame/dismissed-cookie";
import { SuspendedBanner } from "@/components/frame/suspended-banner";
import { currentAnnouncements } from "@/lib/announcements/current";
import { env } from "@/lib/env";
import type { OrgContext } from "@/lib/orgs/context";
import { suspensionOf } from "@/lib/orgs/suspension";

/** What stands above every page of an organization: that it is suspended, and what the provider announces. */
export async function OrgBanners({ ctx }: { ctx: OrgContext }) {
  const [suspension, lines, jar] = await Promise.all([
    suspensionOf(ctx),
    currentAnnouncements(ctx),
    cookies(),
  ]);
  const dismissed = dismissedIn(jar.get(DISMISSED_COOKIE)?.value);
  return (
    <>
      {suspension === null ? null : (
        <SuspendedBanner org={ctx.org} suspension={suspension} supportEmail={env().SUPPORT_EMAIL} />
      )}
      {lines
        .filter(({ id, tone }) => tone !== "info" || !dismissed.includes(id))
        .map((line) => (
          <AnnouncementLine key={line.id} {...line} />
        ))}
    </>
  );
}
