"use client";

import { createContext, type ReactNode, useContext, useEffect, useState } from "react";
import { sparkPath } from "@/components/charts/spark-path";
import { CompactNumber } from "@/components/ui/compact-number";
import { Skeleton } from "@/components/ui/skeleton";
import { Tooltip } from "@/components/ui/tooltip";
import type { KeyTraffic } from "@/lib/keys/list-traffic";

/** Traffic by key ID; `null`: it could not be read. */
export type Traffic = Record<string, KeyTraffic> | null;

/** `undefined`: it has not come yet. */
const TrafficContext = createContext<Traffic | undefined>(undefined);

/**
 * The traffic of the keys on the page, which comes after the page itself. What is known stays until the next answer, so that
 * a sort or a search blanks nothing.
 */
export function KeysTrafficProvider({
  traffic,
  children,
}: {
  traffic: Promise<Traffic>;
  children: ReactNode;
}) {
  const [known, setKnown] = useState<Traffic>();
  useEffect(() => {
    let isCurrent = true;
    void traffic.then((answer) => {
      if (isCurrent) setKnown(answer);
    });
    return () => {
      isCurrent = false;
    };
  }, [traffic]);
  return <TrafficContext value={known}>{children}</TrafficContext>;
}

/** What is known of a key's traffic; `undefined` while it is not, `null` when it cannot be. */
export function useKeyTraffic(keyId: string): KeyTraffic | null | undefined {
  const traffic = useContext(TrafficContext);
  return traffic === null ? null : traffic?.[keyId];
}

const WIDTH = 64;
const HEIGHT = 20;

/** Requests of the last 24 hours: their number, and their shape hour by hour. */
export function RequestsCell({ keyId }: { keyId: string }) {
  const traffic = useKeyTraffic(keyId);
  if (traffic === undefined) return <Skeleton className="h-5 w-24" />;
  if (traffic === null) return <span className="text-ink-muted">not available</span>;
  const total = traffic.hours.reduce((sum, hour) => sum + hour, 0);
  if (total === 0) return <span className="text-ink-muted">none</span>;
  const busiest = Math.max(...traffic.hours);
  return (
    <span className="flex items-center gap-2">
      <Tooltip content={`Hour by hour; at most ${busiest.toLocaleString("en")} in one hour`}>
        <svg
          role="img"
          aria-label={`At most ${busiest.toLocaleString("en")} requests in one hour`}
          viewBox={`0 -1.5 ${WIDTH} ${HEIGHT + 3}`}
          className="h-5 w-16 shrink-0"
        >
          <g
            fill="none"
            stroke="var(--chart-requests)"
            strokeWidth={1.5}
            strokeLinecap="round"
            strokeLinejoin="round"
          >
            <path d={sparkPath([...traffic.hours.slice(0, -1), null], WIDTH, HEIGHT, busiest)} />
            {/* The hour that is not over: less time must not look like fewer calls. */}
            <path
              d={sparkPath(
                [...traffic.hours.slice(0, -2).map(() => null), ...traffic.hours.slice(-2)],
                WIDTH,
                HEIGHT,
                busiest,
              )}
              strokeDasharray="1.5 3"
            />
          </g>
        </svg>
      </Tooltip>
      <CompactNumber value={total} />
    </span>
  );
}
