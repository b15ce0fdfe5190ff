"use client";

import Link from "next/link";
import { useQueryStates } from "nuqs";
import type { OnZoom } from "@/components/charts/use-drag-zoom";
import type { KeyChoice } from "@/components/frame/key-search";
import { Button } from "@/components/ui/button";
import { MultiCombobox } from "@/components/ui/combobox";
import { PageHeader } from "@/components/ui/page-header";
import { PREVIOUS } from "@/lib/usage/ranges";
import { AnalyticsCharts } from "./analytics-charts";
import { CompareSelect } from "./compare-select";
import type { SetBudgetAction } from "./cycle/budget-button";
import { CycleSection } from "./cycle/cycle-section";
import { DemoMark } from "./demo-mark";
import { KeyFilter } from "./key-filter";
import { UsageBody } from "./usage-body";
import { type ProductOption, queryOf, usageParams } from "./usage-params";
import { UsageToolbar } from "./usage-toolbar";
import { useTimeZone } from "./use-time-zone";
import { ZoomChip } from "./zoom-chip";

type UsageViewProps = {
  orgSlug: string;
  /** What the server took for the viewer's zone. */
  timeZone: string;
  recentKeys: readonly KeyChoice[];
  products: readonly ProductOption[];
  /** Names of countries by their codes. */
  countries: Readonly<Record<string, string>>;
  /** Left out for who may not set the organization's budget. */
  setBudget?: SetBudgetAction | undefined;
};

/** The Analytics tab. Its whole state is the URL. */
export function UsageView({ orgSlug, timeZone, recentKeys, products, countries, setBudget }: UsageViewProps) {
  const [params, setParams] = useQueryStates(usageParams, { history: "push" });
  const zone = useTimeZone(timeZone) ?? timeZone;
  const query = queryOf(params, zone, products);
  const isFiltered = params.key.length + params.product.length > 0;
  const zoom: OnZoom = (start, end) =>
    void setParams({ start: new Date(start), end: new Date(end), detail: null });
  const clear = () => void setParams({ key: null, product: null });
  return (
    <>
      <PageHeader
        title="Analytics"
        meta={<DemoMark orgSlug={orgSlug} query={query} />}
        actions={
          <>
            <Button asChild variant="ghost">
              <Link href="/docs/metrics">What the numbers mean</Link>
            </Button>
            <Button asChild variant="secondary">
              <Link href={`/o/${orgSlug}/analytics/requests`}>Request log</Link>
            </Button>
          </>
        }
      />
      <search
        aria-label="Filters"
        className="mb-4 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center"
      >
        <UsageToolbar params={params} onChange={(change) => void setParams(change)} />
        <KeyFilter
          orgSlug={orgSlug}
          className="sm:w-44"
          value={params.key}
          onValueChange={(key) => void setParams({ key })}
          recent={recentKeys}
        />
        <MultiCombobox
          aria-label="Products"
          placeholder="All products"
          searchLabel="Search products"
          className="sm:w-44"
          options={products.map(({ slug, name }) => ({ value: slug, label: name }))}
          value={params.product}
          onValueChange={(product) => void setParams({ product })}
        />
        <CompareSelect
          value={params.compare}
          onValueChange={(compare) => void setParams({ compare })}
          keys={recentKeys.filter(({ id }) => !(params.key.length === 1 && params.key[0] === id))}
        />
        <ZoomChip
          params={params}
          timeZone={zone}
          onZoomOut={() => void setParams({ start: null, end: null, detail: null })}
        />
        {isFiltered ? (
          <Button variant="ghost" onClick={clear}>
            Clear filters
          </Button>
        ) : null}
      </search>
      <UsageBody
        orgSlug={orgSlug}
        query={query}
        clearFilters={isFiltered ? <Button onClick={clear}>Clear filters</Button> : undefined}
        charts={(report) => (
          <AnalyticsCharts
            orgSlug={orgSlug}
            query={query}
            report={report}
            comparedWith={
              params.compare === PREVIOUS
                ? "Before"
                : (recentKeys.find(({ id }) => id === params.compare)?.name ?? "Other key")
            }
            countries={countries}
            onZoom={zoom}
          />
        )}
        firstCall={
          <Button asChild variant="primary">
            <Link href={`/o/${orgSlug}/keys`}>Make a first call</Link>
          </Button>
        }
      />
      <CycleSection
        orgSlug={orgSlug}
        query={query}
        keyId={params.key.length === 1 ? (params.key[0] ?? null) : null}
        setBudget={setBudget}
      />
    </>
  );
}
