"use client";

import { CircleAlert, Info, TriangleAlert, X } from "lucide-react";
import { useState } from "react";
import { cn } from "@/components/ui/cn";
import { IconButton } from "@/components/ui/icon-button";
import type { CurrentAnnouncement } from "@/lib/announcements/current";
import { rememberDismissed } from "./dismissed-cookie";

const TONES = {
  info: { icon: Info, box: "bg-info-soft", mark: "text-info-ink" },
  warn: { icon: TriangleAlert, box: "bg-warn-soft", mark: "text-warn-ink" },
  danger: { icon: CircleAlert, box: "bg-danger-soft", mark: "text-danger-ink" },
} as const;

/** What the provider has to say above every page. What is only information can be sent away for good. */
export function AnnouncementLine({ id, message, tone }: CurrentAnnouncement) {
  const [isGone, setGone] = useState(false);
  if (isGone) return null;
  const { icon: Icon, box, mark } = TONES[tone];
  return (
    <aside
      aria-label="Announcement"
      className={cn(
        "flex items-start gap-2.5 border-line border-b px-4 py-2 sm:px-6 lg:px-8 print:hidden",
        box,
      )}
    >
      <Icon aria-hidden="true" className={cn("mt-0.5 size-4 shrink-0", mark)} />
      <p className="min-w-0 flex-1 break-words">{message}</p>
      {tone === "info" ? (
        // A form, not a click: React keeps what was sent before the page's script was there, and sends it again.
        <form
          className="-my-1"
          action={() => {
            rememberDismissed(id);
            setGone(true);
          }}
        >
          <IconButton icon={X} size="sm" type="submit" label="Dismiss announcement" tooltip={false} />
        </form>
      ) : null}
    </aside>
  );
}
