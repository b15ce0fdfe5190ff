"use client";

import { useQuery } from "@tanstack/react-query";
import { useMemo } from "react";
import type { OnZoom } from "@/components/charts/use-drag-zoom";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { Card, CardBody } from "@/components/ui/card";
import { ErrorState } from "@/components/ui/error-state";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { UsageQuery, UsageReport } from "@/lib/usage/schemas";
import { wordsOf } from "./annotation-words";
import { ChangesList } from "./changes-list";
import { DownloadLinks } from "./download-links";
import { PartPanels } from "./panels/part-panels";
import { TimePanels } from "./panels/time-panels";
import { breakdownQueryOptions } from "./queries";
import { UsageCharts } from "./usage-charts";
import { asUsageError } from "./usage-error";

type AnalyticsChartsProps = {
  orgSlug: string;
  query: UsageQuery;
  report: UsageReport;
  /** Of what the numbers are held against. */
  comparedWith: string;
  countries: Readonly<Record<string, string>>;
  onZoom: OnZoom;
};

/** Everything below the four numbers: requests and errors first, then a panel for each other metric. */
export function AnalyticsCharts(props: AnalyticsChartsProps) {
  const { orgSlug, query, report, comparedWith, countries, onZoom } = props;
  const { data, dataUpdatedAt, error, isFetching, refetch } = useQuery(breakdownQueryOptions(orgSlug, query));
  const marks = useMemo(
    () => (data?.annotations ?? []).map((one) => ({ at: Date.parse(one.at), label: wordsOf(one) })),
    [data?.annotations],
  );
  const files = { orgSlug, query };
  const failed = error === null || data !== undefined ? null : asUsageError(error);
  return (
    <>
      <UsageCharts
        report={report}
        comparedWith={comparedWith}
        marks={marks}
        onZoom={onZoom}
        actions={<DownloadLinks {...files} panel="series" title="Requests" />}
        errorActions={<DownloadLinks {...files} panel="series" title="Refusals and errors" />}
        below={<ChangesList orgSlug={orgSlug} annotations={data?.annotations ?? []} />}
      />
      {data !== undefined && error !== null ? (
        <Banner tone="warn" title="The panels below are not being renewed">
          {asUsageError(error).message} As of{" "}
          <RelativeTime at={new Date(dataUpdatedAt).toISOString()} isPast />.
        </Banner>
      ) : null}
      {data !== undefined ? (
        <>
          <TimePanels orgSlug={orgSlug} query={query} report={report} breakdown={data} onZoom={onZoom} />
          <PartPanels orgSlug={orgSlug} query={query} breakdown={data} countries={countries} />
        </>
      ) : failed !== null ? (
        <ErrorState
          title="The panels could not be loaded"
          requestId={failed.requestId}
          action={
            <Button onClick={() => void refetch()} pending={isFetching}>
              Try again
            </Button>
          }
        >
          {failed.message}
        </ErrorState>
      ) : (
        <PanelsSkeleton />
      )}
    </>
  );
}

const PLACES = ["response-time", "error-rate", "authentication", "data"];

function PanelsSkeleton() {
  return (
    <div role="status" aria-label="Loading panels" className="grid gap-4 lg:grid-cols-2">
      {PLACES.map((place) => (
        <Card key={place}>
          <CardBody className="pt-4">
            <Skeleton className="h-5 w-32" />
            <Skeleton className="mt-2 h-4 w-64 max-w-full" />
            <Skeleton className="mt-4 h-60 w-full" />
            <Skeleton className="mt-2 h-6 w-36" />
          </CardBody>
        </Card>
      ))}
    </div>
  );
}
