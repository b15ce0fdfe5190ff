import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CompactNumber } from "@/components/ui/compact-number";
import { formatBytes, formatExact } from "@/components/ui/format-number";
import type { BlastRadius } from "@/lib/leaks/blast-radius";

/** How much was done with a key since a leak, and with which of its secrets. */
export function BlastFacts({ report }: { report: BlastRadius }) {
  const { totals, secrets, leakedSecretIds } = report;
  const facts = [
    { label: "Calls", value: <CompactNumber value={totals.requests} /> },
    {
      label: "Refused or failed",
      value: <CompactNumber value={totals.clientErrors + totals.serverErrors} />,
    },
    { label: "Sent", value: formatBytes(totals.bytesIn) },
    { label: "Received", value: formatBytes(totals.bytesOut) },
  ];
  return (
    <Card aria-label="In all">
      <CardHeader title="In all" description="Exact, from the minute on. Refused calls are counted, too." />
      <CardBody className="grid gap-4">
        <dl className="grid grid-cols-2 gap-x-6 gap-y-3 sm:grid-cols-4">
          {facts.map(({ label, value }) => (
            <div key={label}>
              <dt className="text-ink-muted text-sm">{label}</dt>
              <dd className="font-semibold text-xl tracking-tight">{value}</dd>
            </div>
          ))}
        </dl>
        {secrets.length > 0 ? (
          <ul aria-label="By secret" className="grid gap-1.5 border-line border-t pt-4 text-sm">
            {secrets.map(({ id, head, tail, requests, refused }) => (
              <li key={id} className="flex flex-wrap items-center gap-x-4 gap-y-1">
                <span className="font-mono">
                  {head === null ? "a secret that was purged" : `kw_${head}…${tail ?? ""}`}
                </span>
                {leakedSecretIds.includes(id) ? <Badge tone="danger">Leaked</Badge> : null}
                <span className="text-ink-muted">
                  {formatExact(requests)} {requests === 1 ? "call" : "calls"}, {formatExact(refused)} refused
                </span>
              </li>
            ))}
          </ul>
        ) : null}
      </CardBody>
    </Card>
  );
}
