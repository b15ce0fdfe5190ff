"use client";

import { Card } from "@/components/ui/card";
import type { NoticeItem } from "@/lib/notices/schemas";
import type { MarkRead } from "./mark-read";
import { NoticeRow } from "./notice-row";
import { useMarkRead } from "./use-mark-read";

type NoticesListProps = { notices: readonly NoticeItem[]; showOrg: boolean; markRead: MarkRead };

export function NoticesList({ notices, showOrg, markRead }: NoticesListProps) {
  const { mark } = useMarkRead(markRead);
  return (
    <Card>
      <ul aria-label="Notices" className="divide-y divide-line px-5">
        {notices.map((notice) => (
          <NoticeRow
            key={notice.id}
            notice={notice}
            showOrg={showOrg}
            onOpen={() => {
              if (!notice.isRead) mark({ ids: [notice.id] });
            }}
            onMark={() => mark({ ids: [notice.id] })}
          />
        ))}
      </ul>
    </Card>
  );
}
