import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { Caller } from "@/lib/usage/rotation-schemas";

type CallersTableProps = { callers: readonly Caller[] };

/** Who sent the old secret, the last caller first. */
export function CallersTable({ callers }: CallersTableProps) {
  return (
    <Table label="Who uses the old secret" boxClassName="max-h-[32rem] overflow-y-auto">
      <TableHead>
        <tr>
          <TableHeader>Address</TableHeader>
          <TableHeader>User agent</TableHeader>
          <TableHeader>Endpoints</TableHeader>
          <TableHeader>Last call</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {callers.map(({ ip, country, agent, endpoints, lastAt, isRefused }) => (
          <TableRow key={`${ip}\n${agent}`}>
            <TableCell className="whitespace-nowrap">
              <span className="font-mono">{ip || "unknown"}</span>
              {country ? <span className="text-ink-muted"> {country}</span> : null}
            </TableCell>
            <TableCell className="min-w-40">
              {agent ? (
                <span className="line-clamp-2 break-words">{agent}</span>
              ) : (
                <span className="text-ink-muted">none sent</span>
              )}
            </TableCell>
            <TableCell className="min-w-48 py-1.5">
              {endpoints.map((endpoint) => (
                <span key={endpoint} className="block font-mono text-xs break-all">
                  {endpoint}
                </span>
              ))}
            </TableCell>
            <TableCell className="whitespace-nowrap">
              <RelativeTime at={lastAt} isPast />
              {isRefused ? <span className="block text-danger-ink text-xs">refused</span> : null}
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
