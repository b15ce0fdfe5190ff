import { Badge } from "@/components/ui/badge";
import { CompactNumber } from "@/components/ui/compact-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowCard, RowCards, RowFact, RowFacts } from "@/components/ui/row-cards";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { UpstreamHealthView } from "@/lib/health/system-facts";

const COUNTS = [
  { name: "Answered", of: "answered" },
  { name: "Unreachable", of: "unreachable" },
  { name: "Too late", of: "timedOut" },
] as const satisfies readonly { name: string; of: keyof UpstreamHealthView }[];

/** How calls to each upstream went, over all living edges: a table, and cards where there is no room for one. */
export function UpstreamTable({ upstreams }: { upstreams: readonly UpstreamHealthView[] }) {
  return (
    <>
      <div className="max-md:hidden">
        <Table label="Upstreams">
          <TableHead>
            <tr>
              <TableHeader>Upstream</TableHeader>
              <TableHeader>State</TableHeader>
              {COUNTS.map(({ name }) => (
                <TableHeader key={name} align="right">
                  {name}
                </TableHeader>
              ))}
              <TableHeader>Latest failure</TableHeader>
            </tr>
          </TableHead>
          <TableBody>
            {upstreams.map((upstream) => (
              <TableRow key={upstream.id}>
                <TableCell className="min-w-40 py-2">
                  <Name upstream={upstream} />
                </TableCell>
                <TableCell>
                  <State upstream={upstream} />
                </TableCell>
                {COUNTS.map(({ name, of }) => (
                  <TableCell key={name} align="right" className="tabular-nums">
                    <CompactNumber value={upstream[of]} />
                  </TableCell>
                ))}
                <TableCell>
                  <RelativeTime at={upstream.lastFailureAt} isPast />
                </TableCell>
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <RowCards label="Upstreams">
        {upstreams.map((upstream) => (
          <RowCard
            key={upstream.id}
            title={<Name upstream={upstream} />}
            action={<State upstream={upstream} />}
          >
            <RowFacts>
              {COUNTS.map(({ name, of }) => (
                <RowFact key={name} name={name}>
                  <CompactNumber value={upstream[of]} />
                </RowFact>
              ))}
              <RowFact name="Latest failure">
                <RelativeTime at={upstream.lastFailureAt} isPast />
              </RowFact>
            </RowFacts>
          </RowCard>
        ))}
      </RowCards>
    </>
  );
}

function Name({ upstream }: { upstream: UpstreamHealthView }) {
  return (
    <div className="min-w-0">
      <p className="break-words font-medium">{upstream.name}</p>
      <p className="text-ink-muted text-xs">{upstream.products.join(", ")}</p>
    </div>
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
