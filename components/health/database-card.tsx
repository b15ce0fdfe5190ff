import type { ReactNode } from "react";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatBytes, formatExact } from "@/components/ui/format-number";
import type { DatabaseHealth } from "@/lib/health/database";

/** What PostgreSQL says of itself. */
export function DatabaseCard({ database }: { database: DatabaseHealth }) {
  const { version, bytes, connections, maxConnections, longestMs, tookMs, isReplica } = database;
  return (
    <Card>
      <CardHeader title="Database" description="As this dashboard sees it." />
      <CardBody>
        <dl className="grid grid-cols-2 gap-x-6 gap-y-4 sm:grid-cols-3 lg:grid-cols-5">
          <Fact name="PostgreSQL">
            {version.split(" ")[0]}
            {isReplica ? ", replica" : ""}
          </Fact>
          <Fact name="Answered in">{formatExact(tookMs)} ms</Fact>
          <Fact name="Size">{formatBytes(bytes)}</Fact>
          <Fact name="Connections">
            {formatExact(connections)} of {formatExact(maxConnections)}
          </Fact>
          <Fact name="Longest transaction">
            {longestMs < 1000 ? "under 1 s" : `${formatExact(Math.round(longestMs / 1000))} s`}
          </Fact>
        </dl>
      </CardBody>
    </Card>
  );
}

function Fact({ name, children }: { name: string; children: ReactNode }) {
  return (
    <div>
      <dt className="text-ink-muted text-xs">{name}</dt>
      <dd className="tabular-nums">{children}</dd>
    </div>
  );
}
