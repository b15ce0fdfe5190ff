import { Badge } from "@/components/ui/badge";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowCard, RowCards, RowFact, RowFacts } from "@/components/ui/row-cards";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { EdgeView } from "@/lib/health/live-edges";
import { EDGE_FACTS, Unknown } from "./edge-facts";

const KINDS: Readonly<Record<string, string>> = { dashboard: "with the dashboard", standalone: "standalone" };

const SILENT = <Unknown>It did not say how it is.</Unknown>;

/** Every process that decides on calls, as it last said itself: a table, and cards where there is no room for one. */
export function EdgeTable({ edges }: { edges: readonly EdgeView[] }) {
  return (
    <>
      <div className="max-md:hidden">
        <Table label="Edges">
          <TableHead>
            <tr>
              <TableHeader>Edge</TableHeader>
              <TableHeader>Heard of</TableHeader>
              <TableHeader>Version</TableHeader>
              {EDGE_FACTS.map(({ name, isNumber }) => (
                <TableHeader key={name} align={isNumber ? "right" : "left"}>
                  {name}
                </TableHeader>
              ))}
            </tr>
          </TableHead>
          <TableBody>
            {edges.map((edge) => (
              <TableRow key={edge.id}>
                <TableCell className="py-2">
                  <Who edge={edge} />
                </TableCell>
                <TableCell>
                  <HeardOf edge={edge} />
                </TableCell>
                <TableCell>
                  <Version edge={edge} />
                </TableCell>
                <Said edge={edge} />
              </TableRow>
            ))}
          </TableBody>
        </Table>
      </div>
      <RowCards label="Edges">
        {edges.map((edge) => (
          <RowCard key={edge.id} title={<Who edge={edge} />} action={<HeardOf edge={edge} />}>
            <RowFacts>
              <RowFact name="Version">
                <Version edge={edge} />
              </RowFact>
              <HealthFacts edge={edge} />
            </RowFacts>
          </RowCard>
        ))}
      </RowCards>
    </>
  );
}

function Who({ edge }: { edge: EdgeView }) {
  return (
    <div className="min-w-0">
      <p className="break-words font-medium">{edge.host}</p>
      <p className="text-ink-muted text-xs md:whitespace-nowrap">
        <span className="font-mono">{edge.id.slice(-6)}</span>, {KINDS[edge.kind] ?? edge.kind}, began{" "}
        <RelativeTime at={edge.startedAt} isPast />
      </p>
    </div>
  );
}

function HeardOf({ edge }: { edge: EdgeView }) {
  return edge.isLive ? (
    <Badge tone="ok">
      <RelativeTime at={edge.seenAt} isPast />
    </Badge>
  ) : (
    <Badge tone="warn">
      silent since <RelativeTime at={edge.seenAt} isPast />
    </Badge>
  );
}

function Version({ edge }: { edge: EdgeView }) {
  return edge.version === "" ? <Unknown>not said</Unknown> : edge.version;
}

function Said({ edge: { health } }: { edge: EdgeView }) {
  if (health === null) {
    return <TableCell colSpan={EDGE_FACTS.length}>{SILENT}</TableCell>;
  }
  return EDGE_FACTS.map(({ name, isNumber, of }) => (
    <TableCell key={name} align={isNumber ? "right" : "left"} className="whitespace-nowrap tabular-nums">
      {of(health)}
    </TableCell>
  ));
}

function HealthFacts({ edge: { health } }: { edge: EdgeView }) {
  if (health === null) return <RowFact name="Health">{SILENT}</RowFact>;
  return EDGE_FACTS.map(({ name, of }) => (
    <RowFact key={name} name={name}>
      <span className="tabular-nums">{of(health)}</span>
    </RowFact>
  ));
}
