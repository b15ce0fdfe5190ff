"use client";

import { useQueryState } from "nuqs";
import { EntryTime } from "@/components/audit/entry-time";
import { Drawer, DrawerContent } from "@/components/ui/drawer";
import { formatExact } from "@/components/ui/format-number";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { LoggedRequest } from "@/lib/usage/request-schemas";
import { formatMilliseconds } from "../panels/formats";
import { logParams } from "./log-params";
import { OutcomeBadge } from "./outcome-badge";
import { RequestFacts } from "./request-facts";

type RequestListProps = {
  orgSlug: string;
  requests: readonly LoggedRequest[];
  /** A call that was asked for by its ID and is not on this page. */
  asked: LoggedRequest | null;
  keyNames: Readonly<Record<string, string>>;
  productNames: Readonly<Record<string, string>>;
  /** Times by the clock, where all of them are just now. */
  hasClock?: boolean;
};

/** Calls as rows; each opens to all that is kept of it. */
export function RequestList({
  orgSlug,
  requests,
  asked,
  keyNames,
  productNames,
  hasClock = false,
}: RequestListProps) {
  const [requestId, setRequestId] = useQueryState("request", logParams.request);
  const open = requests.find((one) => one.requestId === requestId) ?? (requestId === "" ? null : asked);
  return (
    <>
      {requests.length === 0 ? null : (
        <Table label="Calls">
          <TableHead>
            <tr>
              <TableHeader>When</TableHeader>
              <TableHeader>Status</TableHeader>
              <TableHeader>Call</TableHeader>
              <TableHeader>Refusal</TableHeader>
              <TableHeader>Key</TableHeader>
              <TableHeader>From</TableHeader>
              <TableHeader align="right">Took</TableHeader>
              <TableHeader align="right">Stands for</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {requests.map((request) => (
              <TableRow key={request.requestId} selected={request.requestId === requestId}>
                <TableCell>
                  <button
                    type="button"
                    onClick={() => void setRequestId(request.requestId)}
                    className="rounded-sm underline-offset-2 hover:underline"
                    aria-label={`Details of the call ${request.requestId}`}
                  >
                    <EntryTime at={request.at} exact={hasClock} />
                  </button>
                </TableCell>
                <TableCell>
                  <OutcomeBadge status={request.status} code={request.code} />
                </TableCell>
                <TableCell className="max-w-64 truncate" title={request.endpoint}>
                  <span className="text-ink-muted">{request.method}</span> {request.endpoint}
                </TableCell>
                <TableCell className="font-mono text-xs">{request.code}</TableCell>
                <TableCell className="max-w-40 truncate">
                  {keyNames[request.keyId] ?? (
                    <span className="font-mono text-xs">{request.keyId.slice(0, 10)}…</span>
                  )}
                </TableCell>
                <TableCell className="whitespace-nowrap">
                  {request.ip} <span className="text-ink-muted">{request.country}</span>
                </TableCell>
                <TableCell align="right" className="whitespace-nowrap">
                  {request.latencyMs > 0 ? formatMilliseconds(request.latencyMs) : ""}
                </TableCell>
                <TableCell align="right">{formatExact(request.weight)}</TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      )}
      <Drawer open={open !== null} onOpenChange={(isOpen) => (isOpen ? null : void setRequestId(null))}>
        {open === null ? null : (
          <DrawerContent title={open.code === "" ? "Call that was let through" : "Call that was refused"}>
            <RequestFacts
              orgSlug={orgSlug}
              request={open}
              keyName={keyNames[open.keyId]}
              productNames={productNames}
            />
          </DrawerContent>
        )}
      </Drawer>
    </>
  );
}
