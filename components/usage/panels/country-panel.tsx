"use client";

import { useMemo } from "react";
import { BarList } from "@/components/charts/bar-list";
import { LazyMap } from "@/components/charts/lazy-map";
import { formatExact } from "@/components/ui/format-number";
import type { TopList } from "@/lib/usage/breakdown-schemas";
import type { UsageQuery } from "@/lib/usage/schemas";
import { DownloadLinks } from "../download-links";
import { Panel } from "./panel";
import { topBars } from "./part-bars";

type CountryPanelProps = {
  orgSlug: string;
  query: UsageQuery;
  list: TopList;
  /** Names of countries by their codes. */
  countries: Readonly<Record<string, string>>;
  /** What else has to be said of these numbers. */
  note: string;
};

const LISTED = 8;

/** Where calls came from: a map, and the heaviest countries as a list. */
export function CountryPanel({ orgSlug, query, list, countries, note }: CountryPanelProps) {
  const values = useMemo(
    () =>
      new Map(
        list.values.filter(({ value }) => value !== "").map(({ value, requests }) => [value, requests]),
      ),
    [list.values],
  );
  const nameOf = (code: string) => (code === "" ? "not known" : (countries[code] ?? code));
  const listed = list.values.slice(0, LISTED);
  const other = list.total - listed.reduce((sum, { requests }) => sum + requests, 0);
  return (
    <Panel
      title="Countries"
      description={`${countWords(values.size)} Where an address is registered, which need not be where the caller is.${note}`}
      actions={<DownloadLinks orgSlug={orgSlug} query={query} panel="country" title="Countries" />}
      empty={list.total === 0 ? "No calls in these hours." : undefined}
    >
      <LazyMap
        title="Calls by country, on a map of the world"
        values={values}
        total={list.total}
        nameOf={nameOf}
      />
      <div className="mt-3">
        <BarList
          title="Countries"
          of="Country"
          bars={topBars({ ...list, values: listed, other }, nameOf)}
          total={list.total}
        />
      </div>
    </Panel>
  );
}

function countWords(count: number): string {
  return count === 1 ? "Calls from one country." : `Calls from ${formatExact(count)} countries.`;
}
