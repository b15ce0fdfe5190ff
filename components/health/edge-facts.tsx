import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { formatBytes, formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import type { InstanceHealth } from "@/lib/health/instance-health";

type EdgeFact = { name: string; isNumber: boolean; of: (health: InstanceHealth) => ReactNode };

/** What an edge says of itself, in the order in which a table and a card show it. */
export const EDGE_FACTS: readonly EdgeFact[] = [
  {
    name: "Lag",
    isNumber: true,
    of: ({ feed }) =>
      feed.isConnected ? milliseconds(feed.lagMs) : <Badge tone="danger">not connected</Badge>,
  },
  {
    name: "Latest change took",
    isNumber: true,
    of: ({ applied }) =>
      applied === null ? (
        <Unknown>not measured yet</Unknown>
      ) : (
        <>
          {milliseconds(applied.tookMs)}{" "}
          <span className="text-ink-muted text-xs">
            <RelativeTime at={applied.at} isPast />
          </span>
        </>
      ),
  },
  {
    name: "Journal",
    isNumber: true,
    of: ({ journal: { bytes, heldRecords, droppedRecords } }) =>
      [
        formatBytes(bytes),
        ...(heldRecords > 0 ? [`${formatExact(heldRecords)} held`] : []),
        ...(droppedRecords > 0 ? [`${formatExact(droppedRecords)} lost`] : []),
      ].join(", "),
  },
  {
    name: "Database",
    isNumber: true,
    of: ({ databaseMs }) =>
      databaseMs === null ? <Unknown>not asked yet</Unknown> : milliseconds(databaseMs),
  },
  {
    name: "Redis",
    isNumber: false,
    of: ({ shared }) => {
      if (shared === null) return <Unknown>not used</Unknown>;
      if (shared.away > 0) return <Badge tone="danger">away</Badge>;
      return <Badge tone="ok">shared by {shared.live}</Badge>;
    },
  },
  { name: "Keys in memory", isNumber: true, of: ({ keys }) => formatExact(keys.cached) },
  { name: "Memory", isNumber: true, of: ({ memoryBytes }) => formatBytes(memoryBytes) },
];

/** Something that was not said or asked: no number, and no failure. */
export function Unknown({ children }: { children: ReactNode }) {
  return <span className="text-ink-muted">{children}</span>;
}

function milliseconds(ms: number): string {
  return `${formatExact(ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms))} ms`;
}
