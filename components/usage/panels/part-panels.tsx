"use client";

import Link from "next/link";
import { type Bar, BarList } from "@/components/charts/bar-list";
import { formatExact } from "@/components/ui/format-number";
import type { TopDimension, TopList, UsageBreakdown } from "@/lib/usage/breakdown-schemas";
import type { UsageQuery } from "@/lib/usage/schemas";
import { DownloadLinks } from "../download-links";
import { CountryPanel } from "./country-panel";
import { Panel } from "./panel";
import { outcomeBars, productBars, refusalBars, secretBars, topBars } from "./part-bars";

type PartPanelsProps = {
  orgSlug: string;
  query: UsageQuery;
  breakdown: UsageBreakdown;
  /** Names of countries by their codes. */
  countries: Readonly<Record<string, string>>;
};

const TOPS = {
  endpoint: { title: "Endpoints", of: "Path pattern", none: "no endpoint" },
  ip: { title: "Source IP", of: "Address", none: "unknown" },
  network: { title: "Networks", of: "Network", none: "unknown" },
  agent: { title: "User agents", of: "Family", none: "none sent" },
  referrer: { title: "Referrers", of: "Site", none: "none sent" },
} as const satisfies Record<Exclude<TopDimension, "country">, { title: string; of: string; none: string }>;

const ORDER: readonly TopDimension[] = ["endpoint", "country", "ip", "agent", "referrer", "network"];

/** The metrics that are told by their parts: how calls ended, of what, and by whom they were. */
export function PartPanels({ orgSlug, query, breakdown, countries }: PartPanelsProps) {
  const { outcomes, products, secrets, callers } = breakdown;
  const all = outcomes.reduce((sum, { requests }) => sum + requests, 0);
  const refusals = refusalBars(outcomes);
  const files = { orgSlug, query };
  const note = callers.ignoresProducts ? " Of all products: callers are not told apart by product." : "";
  return (
    <div className="grid gap-4 lg:grid-cols-2 lg:[&>:last-child:nth-child(odd)]:col-span-2">
      <Panel
        title="Refusals by code"
        description={
          <>
            Calls that Keyward refused, and why. The{" "}
            <Link href={logHref(orgSlug, query)} className="underline underline-offset-2">
              request log
            </Link>{" "}
            has single ones.
          </>
        }
        actions={<DownloadLinks {...files} panel="outcomes" title="Refusals by code" />}
        empty={refusals.length === 0 ? "No call was refused in this time." : undefined}
      >
        <Bars title="Refusals by code" of="Code" bars={refusals} total={all} color="var(--chart-4xx)" />
      </Panel>
      <Panel
        title="Answers by status"
        description="The status that clients saw, whoever gave it."
        actions={<DownloadLinks {...files} panel="outcomes" title="Answers by status" />}
      >
        <Bars title="Answers by status" of="Status" bars={outcomeBars(outcomes)} total={all} />
      </Panel>
      {secrets !== null && secrets.length > 0 ? (
        <Panel
          title="Secrets"
          description="Which of the key's secrets the calls came with. During a rotation: who still uses the old one."
          actions={<DownloadLinks {...files} panel="secrets" title="Secrets" />}
        >
          <Bars title="Secrets" of="Secret" bars={secretBars(secrets)} total={all} />
        </Panel>
      ) : null}
      {products.length > 1 ? (
        <Panel
          title="Products"
          description="What was called."
          actions={<DownloadLinks {...files} panel="products" title="Products" />}
        >
          <Bars title="Products" of="Product" bars={productBars(products)} total={all} />
        </Panel>
      ) : null}
      {ORDER.map((dimension) => {
        const list: TopList = callers.top[dimension];
        if (dimension === "country") {
          return <CountryPanel key={dimension} {...files} list={list} countries={countries} note={note} />;
        }
        const { title, of, none } = TOPS[dimension];
        const nameOf = (value: string) => (value === "" ? none : value);
        return (
          <Panel
            key={dimension}
            title={title}
            description={`${summaryOf(list)}${note}`}
            actions={<DownloadLinks {...files} panel={dimension} title={title} />}
            empty={list.total === 0 ? "No calls in these hours." : undefined}
          >
            <Bars title={title} of={of} bars={topBars(list, nameOf)} total={list.total} />
          </Panel>
        );
      })}
    </div>
  );
}

function Bars(props: { title: string; of: string; bars: readonly Bar[]; total: number; color?: string }) {
  return <BarList {...props} />;
}

function summaryOf({ values, other }: TopList): string {
  const count = `The ${values.length === 1 ? "only one" : `heaviest ${values.length}`}`;
  return other === 0 ? "All that called." : `${count}; ${formatExact(other)} calls were by others.`;
}

function logHref(orgSlug: string, { keys }: UsageQuery): string {
  const [key] = keys;
  return `/o/${orgSlug}/analytics/requests?only=refused${keys.length === 1 && key ? `&key=${key}` : ""}`;
}
