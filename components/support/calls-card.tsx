import Link from "next/link";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { KeyTraffic } from "@/lib/support/key-state";
import { refusalPhrase } from "@/lib/support/refusal-phrases";
import type { LoggedRequest } from "@/lib/usage/request-schemas";
import { supportHref } from "./support-href";

type CallsCardProps = { calls: readonly LoggedRequest[]; traffic: KeyTraffic; ticket: string };

/** What became of the last calls, and why some were refused. */
export function CallsCard({ calls, traffic, ticket }: CallsCardProps) {
  return (
    <Card>
      <CardHeader title="Calls" description={<Counts traffic={traffic} />} />
      <CardBody className="grid gap-4">
        {traffic.refused.length === 0 ? null : (
          <ul className="grid gap-1 text-sm">
            {traffic.refused.map((one) => (
              <li key={one.code} className="flex flex-wrap gap-x-2">
                <span className="tabular-nums">{formatExact(one.day)} ×</span>
                <code className="font-mono text-xs leading-5">{one.code}</code>
                <span className="text-ink-muted">{refusalPhrase(one.code, one)}</span>
              </li>
            ))}
          </ul>
        )}
        {calls.length === 0 ? (
          <p className="text-sm text-ink-muted">No single call of the last 24 hours is kept.</p>
        ) : (
          <Table label="Last calls" density="compact">
            <TableHead>
              <tr>
                <TableHeader>When</TableHeader>
                <TableHeader>Call</TableHeader>
                <TableHeader>Answer</TableHeader>
                <TableHeader>Why</TableHeader>
                <TableHeader>From</TableHeader>
              </tr>
            </TableHead>
            <TableBody>
              {calls.map((call) => (
                <TableRow key={call.requestId}>
                  <TableCell className="text-ink-muted">
                    <RelativeTime at={call.at} isPast />
                  </TableCell>
                  <TableCell className="font-mono text-xs">
                    <Link
                      prefetch={false}
                      href={supportHref("calls", call.requestId, ticket)}
                      className="whitespace-nowrap text-accent-ink underline underline-offset-4"
                    >
                      {call.method} {call.endpoint}
                    </Link>
                  </TableCell>
                  <TableCell>
                    <Badge tone={call.code === "" ? (call.status < 400 ? "ok" : "warn") : "danger"}>
                      {call.status === 0 ? "none" : call.status}
                    </Badge>
                  </TableCell>
                  <TableCell className="min-w-48">
                    {call.code === "" ? (
                      <span className="text-ink-muted">Let through</span>
                    ) : (
                      refusalPhrase(call.code, call)
                    )}
                    {call.weight > 1 ? (
                      <span className="text-ink-muted"> (one of {formatExact(call.weight)} alike)</span>
                    ) : null}
                  </TableCell>
                  <TableCell className="whitespace-nowrap text-ink-muted">
                    {call.ip} {call.country}
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
      </CardBody>
    </Card>
  );
}

function Counts({ traffic: { acceptedDay, refused } }: { traffic: KeyTraffic }) {
  const refusedDay = refused.reduce((sum, { day }) => sum + day, 0);
  return (
    <>
      Last 24 hours: {formatExact(acceptedDay)} let through, {formatExact(refusedDay)} refused. All are
      counted; some are kept one by one.
    </>
  );
}
