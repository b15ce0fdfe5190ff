"use client";

import { Meter } from "@/components/charts/meter";
import { Badge } from "@/components/ui/badge";
import { cn } from "@/components/ui/cn";
import { formatShare } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { QuotaUse } from "@/lib/usage/cycle-schemas";
import { quotaAmount, quotaTitle } from "./quota-words";

type QuotaRowProps = { quota: QuotaUse; isChosen: boolean; onChoose: () => void };

/** One quota: how much of it is used, and how long the rest lasts. */
export function QuotaRow({ quota, isChosen, onChoose }: QuotaRowProps) {
  const { unit, used, limit, expected, runsOutAt } = quota;
  const share = limit === 0 ? 1 : used / limit;
  const isUp = used >= limit;
  return (
    <li>
      <button
        type="button"
        aria-pressed={isChosen}
        onClick={onChoose}
        className={cn(
          "grid w-full gap-1.5 rounded-md border px-3 py-2 text-left",
          isChosen ? "border-line-strong bg-selected" : "border-line hover:bg-hover",
        )}
      >
        <span className="flex flex-wrap justify-between gap-x-4">
          <span className="font-medium">{quotaTitle(quota)}</span>
          <span>
            {quotaAmount(unit, used)} <span className="text-ink-muted">of {quotaAmount(unit, limit)}</span>
          </span>
        </span>
        <Meter
          share={share}
          expected={limit === 0 ? 1 : expected / limit}
          {...(runsOutAt !== null && { color: "var(--chart-4xx)" })}
        />
      </button>
      <p className="mt-1 px-3 text-sm text-ink-muted">
        {isUp ? (
          <>
            <Badge tone="danger">Used up</Badge> until <RelativeTime at={quota.to} />
          </>
        ) : runsOutAt !== null ? (
          <>
            <Badge tone="warn">Runs out</Badge> <RelativeTime at={runsOutAt} /> if calls go on as they did;
            begins anew <RelativeTime at={quota.to} />
          </>
        ) : (
          <>
            <Badge tone="ok">Lasts</Badge>: about {formatShare(limit === 0 ? 1 : expected / limit)} used when
            it begins anew, <RelativeTime at={quota.to} />
          </>
        )}
      </p>
    </li>
  );
}
