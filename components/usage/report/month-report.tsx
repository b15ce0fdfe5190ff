import type { ReactNode } from "react";
import { type Bar, BarList } from "@/components/charts/bar-list";
import { Badge } from "@/components/ui/badge";
import { formatAbsolute } from "@/components/ui/format-time";
import type { MonthlyReport } from "@/lib/usage/monthly-report";
import { wordsOf } from "../annotation-words";
import { expectedWords, monthWords, spentWords } from "../cycle/billing-words";
import { ClassesTable } from "../cycle/classes-table";
import { outcomeBars, refusalBars, topBars } from "../panels/part-bars";
import { DayBars } from "./day-bars";
import { Figures } from "./figures";
import { ReportSection } from "./report-section";

type MonthReportProps = {
  report: MonthlyReport;
  orgName: string;
  providerName: string;
  /** Names of countries by their codes. */
  countries: Readonly<Record<string, string>>;
};

const LISTED = 8;

/** A month of an organization on paper. */
export function MonthReport({ report, orgName, providerName, countries }: MonthReportProps) {
  const { usage, breakdown, billing, keys, madeAt } = report;
  const { totals, comparison, series } = usage;
  const { top } = breakdown.callers;
  const all = totals.requests;
  const lists = [
    { title: "Keys", of: "Key", total: all, bars: keyBars(report) },
    { title: "Answers by status", of: "Status", total: all, bars: outcomeBars(breakdown.outcomes) },
    { title: "Refusals by code", of: "Code", total: all, bars: refusalBars(breakdown.outcomes) },
    {
      title: "Countries",
      of: "Country",
      total: top.country.total,
      bars: topBars(cut(top.country), (code) => (code === "" ? "not known" : (countries[code] ?? code))),
    },
    {
      title: "Endpoints",
      of: "Path pattern",
      total: top.endpoint.total,
      bars: topBars(cut(top.endpoint), (value) => value || "no endpoint"),
    },
    {
      title: "User agents",
      of: "Family",
      total: top.agent.total,
      bars: topBars(cut(top.agent), (value) => value || "none sent"),
    },
  ].filter(({ bars }) => bars.length > 0);
  return (
    <article
      aria-label={`Report of ${monthWords(billing.month)}`}
      className="grid grid-cols-1 gap-6 rounded-lg border border-line bg-surface p-6 shadow-lift sm:p-8 print:border-0 print:p-0 print:shadow-none"
    >
      <header className="flex flex-wrap items-start justify-between gap-4">
        <div>
          <p className="text-2xl font-semibold tracking-tight">{monthWords(billing.month)}</p>
          <p className="text-ink-muted">
            {orgName}, calls to {providerName}
          </p>
        </div>
        <div className="text-sm text-ink-muted sm:text-right print:text-right">
          {usage.hasDemoData ? <Badge tone="warn">Demo data</Badge> : null}
          <p>
            {billing.isOver ? "The whole month" : "The month so far"}, days of UTC
            <br />
            Made {formatAbsolute(madeAt.getTime(), "UTC")}
          </p>
        </div>
      </header>
      <Figures totals={totals} before={comparison?.totals ?? null} latency={breakdown.latency.overall} />
      <ReportSection
        title="Requests by day"
        note="Every decided call, refusals included; the red part ended with 4xx or 5xx."
      >
        <DayBars series={series} />
      </ReportSection>
      <ReportSection
        title={billing.currency === null ? "Transactions" : "Transactions and cost"}
        note={
          <>
            {spentWords(billing)}
            {billing.isOver ? "." : ` so far; ${expectedWords(billing)}.`}
            {billing.currency === null
              ? ""
              : " An estimate by the price list of the plan as it is now, not an invoice."}
          </>
        }
      >
        {billing.classes.length === 0 ? (
          <p className="text-sm text-ink-muted">No call of this month counts.</p>
        ) : (
          <ClassesTable billing={billing} />
        )}
      </ReportSection>
      <div className="grid grid-cols-1 gap-6 sm:grid-cols-2 print:grid-cols-2">
        {lists.map(({ title, ...list }) => (
          <ReportSection key={title} title={title}>
            <BarList title={title} {...list} />
          </ReportSection>
        ))}
      </div>
      <Changes>
        {breakdown.annotations.slice(0, 20).map((annotation) => (
          <li key={`${annotation.at} ${annotation.action} ${annotation.keyId}`} className="flex gap-4">
            <span className="w-44 shrink-0 text-ink-muted">
              {formatAbsolute(Date.parse(annotation.at), "UTC")}
            </span>
            <span className="min-w-0">{wordsOf(annotation)}</span>
          </li>
        ))}
      </Changes>
      {keys.length === 0 ? null : (
        <p className="border-t border-line pt-3 text-xs text-ink-muted">
          Numbers come from counted calls. What each means is on the page “Metrics” of the documentation.
        </p>
      )}
    </article>
  );
}

function Changes({ children }: { children: ReactNode[] }) {
  if (children.length === 0) return null;
  return (
    <ReportSection title="Changes" note="What was done to the keys of the organization, the latest first.">
      <ul className="grid gap-1 text-sm">{children}</ul>
    </ReportSection>
  );
}

function keyBars({ keys, keyNames, usage }: MonthlyReport): Bar[] {
  const listed = keys.slice(0, LISTED);
  const other = usage.totals.requests - listed.reduce((sum, { requests }) => sum + requests, 0);
  const bars: Bar[] = listed.map(({ key, requests }) => ({
    id: key === "" ? "none" : key,
    label: keyNames[key] ?? (key === "" ? "No key" : `${key.slice(0, 12)}…`),
    value: requests,
  }));
  return other > 0 ? [...bars, { id: "other", label: "All others", value: other }] : bars;
}

/** The heaviest few; the rest with the others. */
function cut<T extends { total: number; values: { requests: number }[]; other: number }>(list: T): T {
  const values = list.values.slice(0, LISTED);
  return { ...list, values, other: list.total - values.reduce((sum, { requests }) => sum + requests, 0) };
}
