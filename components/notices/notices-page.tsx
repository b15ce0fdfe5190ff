import { Bell } from "lucide-react";
import Link from "next/link";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import type { NoticePreference, NoticesPage as Notices } from "@/lib/notices/schemas";
import { MarkAllRead } from "./mark-all-read";
import type { MarkRead } from "./mark-read";
import { NoticesList } from "./notices-list";
import { type NoticesParams, serializeNoticesParams } from "./notices-params";
import { NoticesToolbar } from "./notices-toolbar";

type NoticesPageProps = {
  /** Path of the page. */
  path: string;
  description: string;
  /** Says where nothing has ever been told what will be. */
  emptyWords: string;
  params: NoticesParams;
  page: Notices;
  kinds: readonly NoticePreference[];
  /** Whether each names its organization. */
  showOrg: boolean;
  markRead: MarkRead;
};

/** All notices of an organization, or of the staff: unread ones, one kind, page by page. */
export function NoticesPage({
  path,
  description,
  emptyWords,
  params,
  page,
  kinds,
  ...rest
}: NoticesPageProps) {
  const { notices, unread, next, at } = page;
  const isNarrowed = params.show !== "all" || params.kind !== "";
  return (
    <>
      <PageHeader
        title="Notices"
        description={description}
        actions={
          <>
            {unread > 0 ? <MarkAllRead until={at} markRead={rest.markRead} /> : null}
            <Button asChild>
              <Link prefetch={false} href={`${path}/preferences`}>
                Preferences
              </Link>
            </Button>
          </>
        }
      />
      <NoticesToolbar kinds={kinds.map(({ kind, label }) => ({ value: kind, label }))} />
      {notices.length === 0 ? (
        <EmptyState icon={Bell} title={isNarrowed ? "No notices like these" : "Nothing to know"}>
          {isNarrowed ? "Look at all notices, or at any kind." : emptyWords}
        </EmptyState>
      ) : (
        <NoticesList notices={notices} {...rest} />
      )}
      <Pagination
        className="mt-4"
        previous={params.after === "" ? undefined : serializeNoticesParams(path, { ...params, after: "" })}
        next={next === null ? undefined : serializeNoticesParams(path, { ...params, after: next })}
        summary={notices.length === 0 ? null : `Newest first, ${unread} unread`}
      />
    </>
  );
}
