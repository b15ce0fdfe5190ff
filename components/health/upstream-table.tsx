import { Badge } from "@/components/ui/badge";
import { CompactNumber } from "@/components/ui/compact-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { UpstreamHealthView } from "@/lib/health/system-facts";

/** How calls to each upstream went, over all living edges. */
export function UpstreamTable({ upstreams }: { upstreams: readonly UpstreamHealthView[] }) {
  return (
    <Table label="Upstreams">
      <TableHead>
        <tr>
          <TableHeader>Upstream</TableHeader>
          <TableHeader>State</TableHeader>
          <TableHeader align="right">Answered</TableHeader>
          <TableHeader align="right">Unreachable</TableHeader>
          <TableHeader align="right">Too late</TableHeader>
          <TableHeader>Latest failure</TableHeader>
        </tr>
      </TableHead>
      <TableBody>
        {upstreams.map((upstream) => (
          <TableRow key={upstream.id}>
            <TableCell className="min-w-40 py-2">
              <p className="font-medium">{upstream.name}</p>
              <p className="text-ink-muted text-xs">{upstream.products.join(", ")}</p>
            </TableCell>
            <TableCell>
              <State upstream={upstream} />
            </TableCell>
            <TableCell align="right" className="tabular-nums">
              <CompactNumber value={upstream.answered} />
            </TableCell>
            <TableCell align="right" className="tabular-nums">
              <CompactNumber value={upstream.unreachable} />
            </TableCell>
            <TableCell align="right" className="tabular-nums">
              <CompactNumber value={upstream.timedOut} />
            </TableCell>
            <TableCell>
              <RelativeTime at={upstream.lastFailureAt} isPast />
            </TableCell>
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}

function State({ upstream: { up, asked } }: { upstream: UpstreamHealthView }) {
  if (asked === 0) return <Badge tone="idle">Not called yet</Badge>;
  if (up === asked) return <Badge tone="ok">Answers</Badge>;
  return (
    <Badge tone={up === 0 ? "danger" : "warn"}>
      {up === 0 ? "Does not answer" : `Answers ${up} of ${asked} edges`}
    </Badge>
  );
}
