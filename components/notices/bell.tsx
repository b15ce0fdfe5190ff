"use client";

import { useInfiniteQuery, useQueryClient } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import Link from "next/link";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
import { Drawer, DrawerContent, DrawerTrigger } from "@/components/ui/drawer";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { notify } from "@/components/ui/notify";
import { Skeleton } from "@/components/ui/skeleton";
import { asUsageError } from "@/components/usage/usage-error";
import type { MarkRead } from "./mark-read";
import { NoticeRow } from "./notice-row";
import { type NoticesSource, noticesPath, noticesQueryOptions } from "./queries";

type BellProps = {
  source: NoticesSource;
  /** Whether each notice names its organization: they may be of several. */
  showOrg: boolean;
  /** What is told here, where nothing has been. */
  emptyWords: string;
  markRead: MarkRead;
};

/** How many things there are to know, and behind it what they are. */
export function Bell({ source, showOrg, emptyWords, markRead }: BellProps) {
  const [isOpen, setOpen] = useState(false);
  const client = useQueryClient();
  const options = noticesQueryOptions(source);
  const query = useInfiniteQuery(options);
  const { data, error, isFetchingNextPage, hasNextPage, fetchNextPage, refetch, isFetching } = query;
  const first = data?.pages[0];
  const unread = first?.unread ?? 0;
  const notices = data?.pages.flatMap((page) => page.notices) ?? [];
  const mark = async (input: { ids?: string[]; until?: string }) => {
    const result = await markRead(input);
    if (!result.ok) notify.failed(result.error);
    await client.invalidateQueries({ queryKey: options.queryKey });
  };
  return (
    <Drawer open={isOpen} onOpenChange={setOpen}>
      <DrawerTrigger asChild>
        <Button
          variant="ghost"
          aria-label={unread === 0 ? "Notices" : `Notices, ${unread} unread`}
          className="touch-area relative w-8 px-0"
        >
          <BellIcon aria-hidden="true" />
          {unread > 0 ? (
            <span
              aria-hidden="true"
              className="-top-0.5 -right-0.5 absolute grid h-4 min-w-4 place-items-center rounded-full bg-accent-fill px-1 font-medium text-[0.625rem] text-on-accent"
            >
              {unread > 99 ? "99+" : unread}
            </span>
          ) : null}
        </Button>
      </DrawerTrigger>
      <DrawerContent title="Notices" description="What happened or is about to, for you to know.">
        {first === undefined ? (
          error === null ? (
            <NoticesSkeleton />
          ) : (
            <ErrorState
              title="The notices could not be loaded"
              requestId={asUsageError(error).requestId}
              action={
                <Button onClick={() => void refetch()} pending={isFetching}>
                  Try again
                </Button>
              }
            >
              {asUsageError(error).message}
            </ErrorState>
          )
        ) : notices.length === 0 ? (
          <EmptyState icon={BellIcon} title="Nothing to know">
            {emptyWords}
          </EmptyState>
        ) : (
          <>
            {unread > 0 ? (
              <div className="flex items-center justify-between gap-4 border-line border-b pb-3">
                <p className="text-ink-muted text-sm">{unread} unread</p>
                <Button size="sm" onClick={() => void mark({ until: first.at })}>
                  Mark all as read
                </Button>
              </div>
            ) : null}
            <ul className="divide-y divide-line">
              {notices.map((notice) => (
                <NoticeRow
                  key={notice.id}
                  notice={notice}
                  showOrg={showOrg}
                  onOpen={() => {
                    setOpen(false);
                    if (!notice.isRead) void mark({ ids: [notice.id] });
                  }}
                />
              ))}
            </ul>
            {hasNextPage ? (
              <Button className="mt-2" onClick={() => void fetchNextPage()} pending={isFetchingNextPage}>
                Show earlier notices
              </Button>
            ) : null}
          </>
        )}
        <p className="mt-4 flex flex-wrap gap-x-5 gap-y-1 border-line border-t pt-4 text-sm">
          <DrawerLink href={noticesPath(source)} onFollow={() => setOpen(false)}>
            All notices
          </DrawerLink>
          <DrawerLink href={`${noticesPath(source)}/preferences`} onFollow={() => setOpen(false)}>
            Choose what to hear of
          </DrawerLink>
        </p>
      </DrawerContent>
    </Drawer>
  );
}

type DrawerLinkProps = { href: string; onFollow: () => void; children: ReactNode };

function DrawerLink({ href, onFollow, children }: DrawerLinkProps) {
  return (
    <Link
      prefetch={false}
      href={href}
      onClick={onFollow}
      className="text-accent-ink underline underline-offset-4"
    >
      {children}
    </Link>
  );
}

function NoticesSkeleton() {
  return (
    <div role="status" aria-label="Loading notices" className="grid gap-3">
      <Skeleton className="h-24 rounded-md" />
      <Skeleton className="h-24 rounded-md" />
      <Skeleton className="h-24 rounded-md" />
    </div>
  );
}
