import { KIND_WORDS, UNIT_WORDS } from "@/components/keys/limit-words";
import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import { NEAR_QUOTA_SHARE } from "@/lib/keys/health";
import type { ClassLoad, KeyLoad } from "@/lib/support/key-limits";

/** Limits against their use. */
export function LimitsCard({ load: { classes, quotas } }: { load: KeyLoad }) {
  return (
    <Card>
      <CardHeader
        title="Limits against use"
        description="QPS against the busiest second of the last 24 hours, refused calls included."
      />
      <CardBody className="grid gap-4">
        <ClassTable classes={classes} />
        <ul aria-label="QPS by endpoint class" className="divide-y divide-line sm:hidden">
          {classes.map((one) => (
            <li key={one.classId} className="grid gap-0.5 py-2.5 text-sm first:pt-0">
              <p className="flex items-start justify-between gap-3">
                <ClassName load={one} />
                <Standing load={one} />
              </p>
              <p className="text-ink-muted">
                Limit {formatExact(one.qps.qps)} ({originOf(one)}), peak{" "}
                {one.peak === null ? "not kept" : formatExact(one.peak)}, {formatExact(one.breaches)}{" "}
                {one.breaches === 1 ? "breach" : "breaches"}
              </p>
            </li>
          ))}
        </ul>
        {quotas.length === 0 ? (
          <p className="text-sm text-ink-muted">This key has no quota of its own.</p>
        ) : (
          <ul className="grid gap-1.5 text-sm">
            {quotas.map(({ quota, used, endsAt }) => (
              <li key={`${quota.kind} ${quota.unit} ${quota.classId} ${quota.source}`}>
                {KIND_WORDS[quota.kind]}:{" "}
                <span className="tabular-nums">
                  {formatExact(used)} of {formatExact(quota.value)}
                </span>{" "}
                {UNIT_WORDS[quota.unit]} used, starts anew <RelativeTime at={endsAt} />
              </li>
            ))}
          </ul>
        )}
      </CardBody>
    </Card>
  );
}

function ClassTable({ classes }: { classes: readonly ClassLoad[] }) {
  return (
    <div className="max-sm:hidden">
      <Table label="QPS by endpoint class" density="compact">
        <TableHead>
          <tr>
            <TableHeader>Product and class</TableHeader>
            <TableHeader align="right">Limit</TableHeader>
            <TableHeader align="right">Peak</TableHeader>
            <TableHeader align="right">Breaches</TableHeader>
            <TableHeader>Standing</TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {classes.map((one) => (
            <TableRow key={one.classId}>
              <TableCell className="py-1.5">
                <ClassName load={one} />
              </TableCell>
              <TableCell align="right" className="whitespace-nowrap tabular-nums">
                {formatExact(one.qps.qps)} <span className="text-ink-muted">{originOf(one)}</span>
              </TableCell>
              <TableCell align="right" className="tabular-nums">
                {one.peak === null ? <span className="text-ink-muted">not kept</span> : formatExact(one.peak)}
              </TableCell>
              <TableCell align="right" className="tabular-nums">
                {formatExact(one.breaches)}
              </TableCell>
              <TableCell>
                <Standing load={one} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
    </div>
  );
}

function ClassName({ load: { product, endpointClass } }: { load: ClassLoad }) {
  return (
    <span className="min-w-0 break-words">
      {product} <span className="text-ink-muted">{endpointClass}</span>
    </span>
  );
}

function originOf({ qps: { own, agreed, isContract } }: ClassLoad): string {
  if (own !== null && own < agreed) return `own, of ${formatExact(agreed)}`;
  return isContract ? "by contract" : "default";
}

function Standing({ load: { breaches, peak, qps } }: { load: ClassLoad }) {
  if (breaches > 0) return <Badge tone="danger">Over</Badge>;
  if (peak !== null && peak > 0 && peak >= qps.qps * NEAR_QUOTA_SHARE) return <Badge tone="warn">Near</Badge>;
  return <Badge tone="ok">Within</Badge>;
}
