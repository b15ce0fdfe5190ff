import type { ReactNode } from "react";
import { Badge } from "@/components/ui/badge";
import { formatBytes, formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { InstanceHealth } from "@/lib/health/instance-health";
import type { EdgeView } from "@/lib/health/live-edges";

const KINDS: Readonly<Record<string, string>> = { dashboard: "with the dashboard", standalone: "standalone" };

/** Every process that decides on calls, as it last said itself. */
export function EdgeTable({ edges }: { edges: readonly EdgeView[] }) {
  return (
    <Table label="Edges">
      <TableHead>
        <tr>
          <TableHeader>Edge</TableHeader>
          <TableHeader>Heard of</TableHeader>
          <TableHeader>Version</TableHeader>
          <TableHeader align="right">Lag</TableHeader>
          <TableHeader align="right">Latest change took</TableHeader>
          <TableHeader align="right">Journal</TableHeader>
          <TableHeader align="right">Database</TableHeader>
          <TableHeader>Redis</TableHeader>
          <TableHeader align="right">Keys in memory</TableHeader>
          <TableHeader align="right">Memory</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {edges.map((edge) => (
          <TableRow key={edge.id}>
            <TableCell className="py-2">
              <p className="font-medium">{edge.host}</p>
              <p className="whitespace-nowrap text-ink-muted text-xs">
                <span className="font-mono">{edge.id.slice(-6)}</span>, {KINDS[edge.kind] ?? edge.kind}, began{" "}
                <RelativeTime at={edge.startedAt} isPast />
              </p>
            </TableCell>
            <TableCell>
              {edge.isLive ? (
                <Badge tone="ok">
                  <RelativeTime at={edge.seenAt} isPast />
                </Badge>
              ) : (
                <Badge tone="warn">
                  silent since <RelativeTime at={edge.seenAt} isPast />
                </Badge>
              )}
            </TableCell>
            <TableCell>{edge.version === "" ? <Unknown>not said</Unknown> : edge.version}</TableCell>
            {edge.health === null ? (
              <TableCell colSpan={7}>
                <Unknown>It did not say how it is.</Unknown>
              </TableCell>
            ) : (
              <HealthCells health={edge.health} />
            )}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function HealthCells({ health }: { health: InstanceHealth }) {
  const { feed, applied, journal, databaseMs, shared, keys, memoryBytes } = health;
  return (
    <>
      <TableCell align="right" className="whitespace-nowrap tabular-nums">
        {feed.isConnected ? milliseconds(feed.lagMs) : <Badge tone="danger">not connected</Badge>}
      </TableCell>
      <TableCell align="right" className="whitespace-nowrap tabular-nums">
        {applied === null ? (
          <Unknown>not measured yet</Unknown>
        ) : (
          <>
            {milliseconds(applied.tookMs)}{" "}
            <span className="text-ink-muted text-xs">
              <RelativeTime at={applied.at} isPast />
            </span>
          </>
        )}
      </TableCell>
      <TableCell align="right" className="whitespace-nowrap tabular-nums">
        {formatBytes(journal.bytes)}
        {journal.heldRecords > 0 ? `, ${formatExact(journal.heldRecords)} held` : ""}
        {journal.droppedRecords > 0 ? `, ${formatExact(journal.droppedRecords)} lost` : ""}
      </TableCell>
      <TableCell align="right" className="whitespace-nowrap tabular-nums">
        {databaseMs === null ? <Unknown>not asked yet</Unknown> : milliseconds(databaseMs)}
      </TableCell>
      <TableCell className="whitespace-nowrap">
        {shared === null ? (
          <Unknown>not used</Unknown>
        ) : shared.away > 0 ? (
          <Badge tone="danger">away</Badge>
        ) : (
          <Badge tone="ok">shared by {shared.live}</Badge>
        )}
      </TableCell>
      <TableCell align="right" className="tabular-nums">
        {formatExact(keys.cached)}
      </TableCell>
      <TableCell align="right" className="whitespace-nowrap tabular-nums">
        {formatBytes(memoryBytes)}
      </TableCell>
    </>
  );
}

function Unknown({ children }: { children: ReactNode }) {
  return <span className="text-ink-muted">{children}</span>;
}

function milliseconds(ms: number): string {
  return `${formatExact(ms < 10 ? Math.round(ms * 10) / 10 : Math.round(ms))} ms`;
}
