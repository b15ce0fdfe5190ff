"use client";

import { useDeferredValue, useMemo } from "react";
import { Button } from "@/components/ui/button";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { cn } from "@/components/ui/cn";
import { formatExact } from "@/components/ui/format-number";
import type { Demand } from "@/lib/qps/demand";
import { whatIf } from "@/lib/qps/what-if";
import { lowestWithoutRefusal, spanWords, whatIfSentence } from "./what-if-words";

type WhatIfPanelProps = {
  demand: Demand;
  /** What holds now. */
  currentQps: number;
  /** What is being thought of; `null` while it is no number. */
  wantedQps: number | null;
  /** Takes a limit from the table over into the form. */
  onChoose?: (qps: number) => void;
};

/** Past calls replayed under another limit, renewed while it is typed. */
export function WhatIfPanel({ demand, currentQps, wantedQps, onChoose }: WhatIfPanelProps) {
  const wanted = useDeferredValue(wantedQps);
  const now = useMemo(() => whatIf(demand, currentQps), [demand, currentQps]);
  const enough = useMemo(() => lowestWithoutRefusal(demand), [demand]);
  const rows = useMemo(
    () => rowsOf(currentQps, wanted, enough).map((row) => ({ ...row, ...whatIf(demand, row.limit) })),
    [demand, currentQps, wanted, enough],
  );
  const asked = rows.find(({ limit }) => limit === wanted);
  const span = spanWords(demand);
  return (
    <Card className="self-start">
      <CardHeader
        title="What if"
        description={`The calls of the last ${span}, second by second, under another limit.`}
      />
      <CardBody className="grid gap-4">
        {enough === null ? (
          <p className="text-ink-muted">No call came to a limit in that time: there is nothing to replay.</p>
        ) : (
          <>
            <p role="status" className="font-medium text-lg text-balance">
              {asked === undefined
                ? "Enter a number of queries per second."
                : `${whatIfSentence(now, asked)} The peak was ${formatExact(demand.peak)} QPS.`}
            </p>
            <table className="w-full border-separate border-spacing-0 text-sm">
              <caption className="sr-only">Refused calls by limit</caption>
              <thead className="text-ink-muted text-xs">
                <tr>
                  <th scope="col" className="py-1 pr-3 text-left font-medium">
                    Limit
                  </th>
                  <th scope="col" className="py-1 pr-3 text-right font-medium">
                    Refused calls
                  </th>
                  <th scope="col" className="py-1 text-right font-medium">
                    In seconds
                  </th>
                  {onChoose ? (
                    <th scope="col" className="w-16 py-1">
                      <span className="sr-only">Take over</span>
                    </th>
                  ) : null}
                </tr>
              </thead>
              <tbody>
                {rows.map(({ limit, words, breaches, seconds, isExact }) => (
                  <tr key={limit} className={cn(limit === wanted && "bg-selected")}>
                    <th scope="row" className="border-line border-t py-2 pr-3 pl-1 text-left font-normal">
                      <span className="tabular-nums">{formatExact(limit)}</span>{" "}
                      <span className="text-ink-muted">QPS{words === "" ? "" : `, ${words}`}</span>
                    </th>
                    <td className="border-line border-t py-2 pr-3 text-right tabular-nums">
                      {isExact ? "" : "about "}
                      {formatExact(breaches)}
                    </td>
                    <td className="border-line border-t py-2 pr-1 text-right text-ink-muted tabular-nums">
                      {formatExact(seconds)}
                    </td>
                    {onChoose ? (
                      <td className="border-line border-t py-1 text-right">
                        {limit === wanted ? null : (
                          <Button
                            size="sm"
                            variant="ghost"
                            aria-label={`Use ${limit} QPS`}
                            onClick={() => onChoose(limit)}
                          >
                            Use
                          </Button>
                        )}
                      </td>
                    ) : null}
                  </tr>
                ))}
              </tbody>
            </table>
            <p className="text-ink-muted text-sm">
              A replay takes the calls of a second as evenly spread, so it may differ a little from what was
              counted. A client that tries again is counted each time: a higher limit would have seen somewhat
              fewer calls.
            </p>
          </>
        )}
      </CardBody>
    </Card>
  );
}

/** The limits worth comparing, lowest first, each once. */
function rowsOf(current: number, wanted: number | null, enough: number | null) {
  const named = new Map<number, string[]>();
  const add = (limit: number | null, words: string) => {
    if (limit !== null) named.set(limit, [...(named.get(limit) ?? []), words]);
  };
  add(current, "now");
  add(wanted, "asked for");
  add(enough, "refuses nothing");
  return [...named].sort(([a], [b]) => a - b).map(([limit, words]) => ({ limit, words: words.join(", ") }));
}
