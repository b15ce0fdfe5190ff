"use client";

import { useInfiniteQuery } from "@tanstack/react-query";
import { Bell as BellIcon } from "lucide-react";
import { Button } from "@/components/ui/button";
import { DrawerContent } from "@/components/ui/drawer";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Skeleton } from "@/components/ui/skeleton";
import { TextLink } from "@/components/ui/text-link";
import { QueryProvider } from "@/components/usage/query-provider";
import { asUsageError } from "@/components/usage/usage-error";
import type { BellProps } from "./bell";
import { NoticeRow } from "./notice-row";
import { noticesPath } from "./notices-source";
import { noticesQueryOptions } from "./queries";
import { useMarkRead } from "./use-mark-read";

type BellDrawerProps = BellProps & { isOpen: boolean; onClose: () => void };

/** What the bell has to tell. What it told last is there at once the next time. */
export function BellDrawer({ isOpen, ...rest }: BellDrawerProps) {
  return <QueryProvider>{isOpen ? <Told {...rest} /> : null}</QueryProvider>;
}

function Told({ source, showOrg, emptyWords, markRead, onClose }: Omit<BellDrawerProps, "isOpen">) {
  const query = useInfiniteQuery(noticesQueryOptions(source));
  const { data, error, isFetchingNextPage, hasNextPage, fetchNextPage, refetch, isFetching } = query;
  const { pending, mark } = useMarkRead(async (input) => {
    const result = await markRead(input);
    await refetch();
    return result;
  });
  const first = data?.pages[0];
  const unread = first?.unread ?? 0;
  const notices = data?.pages.flatMap((page) => page.notices) ?? [];
  return (
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
              <Button size="sm" pending={pending} onClick={() => mark({ until: first.at })}>
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
                  onClose();
                  if (!notice.isRead) mark({ ids: [notice.id] });
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
        <TextLink prefetch={false} href={noticesPath(source)} onClick={onClose}>
          All notices
        </TextLink>
        <TextLink prefetch={false} href={`${noticesPath(source)}/preferences`} onClick={onClose}>
          Choose what to hear of
        </TextLink>
      </p>
    </DrawerContent>
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
