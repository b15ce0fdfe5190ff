"use client";

import { useQuery } from "@tanstack/react-query";
import { Activity } from "lucide-react";
import type { ReactNode } from "react";
import { AskForQps } from "@/components/qps/ask-for-qps";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import type { UsageQuery, UsageReport } from "@/lib/usage/schemas";
import { formatClock } from "./format-clock";
import { usageQueryOptions } from "./queries";
import { StatCards } from "./stat-cards";
import { UsageCharts } from "./usage-charts";
import { asUsageError, type UsageError } from "./usage-error";
import { UsageSkeleton } from "./usage-skeleton";

type UsageBodyProps = {
  orgSlug: string;
  query: UsageQuery;
  /** What to do about an empty view. */
  firstCall: ReactNode;
  /** What to do about filters that name something gone. */
  clearFilters?: ReactNode;
  /** What stands below the four numbers: their charts, unless a page has more. */
  charts?: (report: UsageReport) => ReactNode;
};

/** The numbers of one view in whatever state they are: coming, there, empty, late or not to be had. */
export function UsageBody({ orgSlug, query, firstCall, clearFilters, charts }: UsageBodyProps) {
  const { data, error, isPlaceholderData, isFetching, refetch } = useQuery(usageQueryOptions(orgSlug, query));
  const retry = (
    <Button onClick={() => void refetch()} pending={isFetching}>
      Try again
    </Button>
  );
  const failed = error === null ? null : asUsageError(error);
  if (data === undefined || (isPlaceholderData && failed !== null)) {
    if (failed === null) return <UsageSkeleton />;
    const isFilter = failed.code === "not_found" && clearFilters !== undefined;
    return (
      <ErrorState
        title={isFilter ? "A filter names something that is not there" : "The numbers could not be loaded"}
        requestId={failed.requestId}
        action={isFilter ? clearFilters : retry}
      >
        {isFilter
          ? "A key or product in this address was deleted, or belongs to another organization."
          : `${failed.message} Calls go on being counted in the meantime.`}
      </ErrorState>
    );
  }
  return (
    <div
      aria-busy={isPlaceholderData}
      className={cn("grid gap-4 transition-opacity", isPlaceholderData && "opacity-60")}
    >
      <Lateness report={data} failed={failed} retry={retry} />
      <CountedTo report={data} />
      {data.hasCalls ? (
        <>
          <StatCards report={data} />
          {data.totals.qpsBreaches > 0 ? <AskForQps orgSlug={orgSlug} keys={query.keys} /> : null}
          {charts === undefined ? <UsageCharts report={data} /> : charts(data)}
        </>
      ) : (
        <EmptyState
          icon={Activity}
          title={clearFilters === undefined ? "No calls yet" : "No calls with these filters"}
          action={clearFilters ?? firstCall}
        >
          Every call with a key is counted here within five seconds, also the ones that are refused. Make a
          first call; this page shows it by itself.
        </EmptyState>
      )}
    </div>
  );
}

/** Up to when calls are in a view that ends now; the clock of its time zone. */
function CountedTo({ report: { isLive, countedTo, timeZone } }: { report: UsageReport }) {
  if (!isLive) return null;
  return (
    <p className="-mb-1 text-right text-sm text-ink-muted">
      Counted to <time dateTime={countedTo}>{formatClock(Date.parse(countedTo), timeZone)}</time>
    </p>
  );
}

/** Old numbers are better than none, as long as they say so. */
function Lateness({
  report,
  failed,
  retry,
}: {
  report: UsageReport;
  failed: UsageError | null;
  retry: ReactNode;
}) {
  if (failed !== null) {
    return (
      <Banner tone="warn" title="These numbers are not being renewed" action={retry}>
        As of <RelativeTime at={report.to} />. {failed.message}
      </Banner>
    );
  }
  if (report.behindSince === null) return null;
  return (
    <Banner tone="warn" title="Counting is late">
      Calls made since <RelativeTime at={report.behindSince} /> are kept and will be added.
    </Banner>
  );
}
