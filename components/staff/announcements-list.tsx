"use client";

import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import { Tag } from "@/components/ui/tag";
import type { ActionResult } from "@/lib/actions/result";
import type { AnnouncementItem } from "@/lib/announcements/list";
import { ANNOUNCEMENT_WORDS } from "./words";

type AnnouncementsListProps = {
  announcements: readonly AnnouncementItem[];
  end: (input: { announcementId: string }) => Promise<ActionResult<unknown>>;
};

/** What is, was and will be said above the pages of the dashboard. */
export function AnnouncementsList({ announcements, end }: AnnouncementsListProps) {
  const stop = async (announcementId: string) => {
    const result = await end({ announcementId });
    if (result.ok) notify.done("Announcement ended");
    else notify.failed(result.error);
  };
  return (
    <ul className="grid gap-3">
      {announcements.map(({ id, message, orgType, from, until, endedAt, state }) => (
        <li key={id}>
          <Card className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 p-5">
            <div className="min-w-0 flex-1 basis-64">
              <p className="break-words font-medium">{message}</p>
              <p className="mt-1 flex flex-wrap items-center gap-x-3 gap-y-1 text-ink-muted text-sm">
                <Badge tone={ANNOUNCEMENT_WORDS[state].tone}>{ANNOUNCEMENT_WORDS[state].word}</Badge>
                {orgType === null ? <Tag>everybody</Tag> : <Tag>{ORG_TYPE_WORDS[orgType]}</Tag>}
                <span>
                  {state === "planned" ? "begins" : "began"} <RelativeTime at={from} />,{" "}
                  {endedAt !== null ? (
                    <>
                      ended by hand <RelativeTime at={endedAt} isPast />
                    </>
                  ) : until === null ? (
                    "until somebody ends it"
                  ) : (
                    <>
                      {state === "over" ? "ended" : "ends"} <RelativeTime at={until} />
                    </>
                  )}
                </span>
              </p>
            </div>
            {state === "over" ? null : (
              <Button size="sm" aria-label={`End now: ${message}`} onClick={() => void stop(id)}>
                End now
              </Button>
            )}
          </Card>
        </li>
      ))}
    </ul>
  );
}
