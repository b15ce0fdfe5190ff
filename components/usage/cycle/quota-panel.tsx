"use client";

import { useId, useMemo, useState } from "react";
import { ChartTable } from "@/components/charts/chart-table";
import { LazyChart } from "@/components/charts/lazy-chart";
import type { ChartLine, ChartTime } from "@/components/charts/lines";
import type { QuotaUse } from "@/lib/usage/cycle-schemas";
import type { UsageQuery } from "@/lib/usage/schemas";
import { DownloadLinks } from "../download-links";
import { Panel } from "../panels/panel";
import { QuotaRow } from "./quota-row";
import { quotaAmount, quotaAmountShort, quotaTitle } from "./quota-words";

type QuotaPanelProps = {
  orgSlug: string;
  query: UsageQuery;
  quotas: readonly QuotaUse[];
  /** Whether a key was chosen, so that its own quotas are among them. */
  isOfKey: boolean;
};

/** Each quota that holds, and the one that is looked at as it goes down. */
export function QuotaPanel({ orgSlug, query, quotas, isOfKey }: QuotaPanelProps) {
  const [id, setId] = useState<string | null>(null);
  const shown = quotas.find((quota) => quota.id === id) ?? quotas[0];
  return (
    <Panel
      title="Quotas"
      description={`What is left of the running periods (UTC)${isOfKey ? ", of the chosen key and of the organization" : ", of the organization; choose one key to see its own"}.`}
      actions={shown && <DownloadLinks orgSlug={orgSlug} query={query} panel="quotas" title="Quotas" />}
      empty={
        shown === undefined
          ? `No quota holds for ${isOfKey ? "this key or its organization" : "the organization as a whole"}.`
          : undefined
      }
    >
      <ul className="grid gap-3">
        {quotas.map((quota) => (
          <QuotaRow
            key={quota.id}
            quota={quota}
            isChosen={quota === shown}
            onChoose={() => setId(quota.id)}
          />
        ))}
      </ul>
      {shown === undefined ? null : <QuotaChart quota={shown} />}
    </Panel>
  );
}

function QuotaChart({ quota }: { quota: QuotaUse }) {
  const syncId = useId();
  const { starts, detail, left, ahead, unit } = quota;
  const time: ChartTime = useMemo(
    () => ({ starts, detail, timeZone: "UTC", isFirstPartial: false, isLastPartial: false }),
    [starts, detail],
  );
  const lines: ChartLine[] = useMemo(
    () => [
      { id: "left", label: "Left", color: "var(--chart-requests)", values: left },
      {
        id: "ahead",
        label: "Forecast",
        color: "var(--chart-previous)",
        values: ahead,
        isCompared: true,
      },
    ],
    [left, ahead],
  );
  const title = `Left of ${quotaTitle(quota).toLowerCase()}`;
  return (
    <div className="mt-4">
      <LazyChart
        title={`${title} over its period`}
        time={time}
        lines={lines}
        readout={lines}
        syncId={syncId}
        format={{
          short: (value) => quotaAmountShort(unit, value),
          exact: (value) => quotaAmount(unit, value),
        }}
      />
      <ChartTable
        title={title}
        time={time}
        lines={lines}
        format={(value) => quotaAmount(unit, value)}
        order="forwards"
      />
    </div>
  );
}
