import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { TextLink } from "@/components/ui/text-link";
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
          <>
            <CallsTable calls={calls} ticket={ticket} />
            <ul aria-label="Last calls" className="divide-y divide-line md:hidden">
              {calls.map((call) => (
                <li key={call.requestId} className="grid gap-1 py-3 text-sm first:pt-0 last:pb-0">
                  <p className="flex items-start justify-between gap-3">
                    <CallLink call={call} ticket={ticket} />
                    <Answer call={call} />
                  </p>
                  <p>
                    <Why call={call} />
                  </p>
                  <p className="text-ink-muted">
                    <RelativeTime at={call.at} isPast />, from {call.ip} {call.country}
                  </p>
                </li>
              ))}
            </ul>
          </>
        )}
      </CardBody>
    </Card>
  );
}

type CallsTableProps = Pick<CallsCardProps, "calls" | "ticket">;

function CallsTable({ calls, ticket }: CallsTableProps) {
  return (
    <div className="max-md:hidden">
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
              <TableCell className="max-w-96">
                <CallLink call={call} ticket={ticket} />
              </TableCell>
              <TableCell>
                <Answer call={call} />
              </TableCell>
              <TableCell className="min-w-48">
                <Why call={call} />
              </TableCell>
              <TableCell className="whitespace-nowrap text-ink-muted">
                {call.ip} {call.country}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

type OneCall = { call: LoggedRequest };

function CallLink({ call, ticket }: OneCall & { ticket: string }) {
  return (
    <TextLink
      prefetch={false}
      href={supportHref("calls", call.requestId, ticket)}
      className="font-mono text-xs wrap-anywhere"
    >
      {call.method} {call.endpoint}
    </TextLink>
  );
}

function Answer({ call: { code, status } }: OneCall) {
  return (
    <Badge tone={code === "" ? (status < 400 ? "ok" : "warn") : "danger"}>
      {status === 0 ? "none" : status}
    </Badge>
  );
}

function Why({ call }: OneCall) {
  return (
    <>
      {call.code === "" ? (
        <span className="text-ink-muted">Let through</span>
      ) : (
        refusalPhrase(call.code, call)
      )}
      {call.weight > 1 ? (
        <span className="text-ink-muted"> (one of {formatExact(call.weight)} alike)</span>
      ) : null}
    </>
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
