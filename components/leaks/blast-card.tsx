import { Badge } from "@/components/ui/badge";
import { Card, CardBody, CardHeader } from "@/components/ui/card";
import { CompactNumber } from "@/components/ui/compact-number";
import { formatExact } from "@/components/ui/format-number";
import { RelativeTime } from "@/components/ui/relative-time";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { BlastDimension } from "@/lib/leaks/blast-radius-schemas";
import type { CallerSince, CallersSince } from "@/lib/leaks/callers-since";
import { BLAST_WORDS, newCount, splitOf } from "./blast-words";

/** More of a kind are in the file. */
const SHOWN = 10;

type BlastCardProps = {
  dimension: BlastDimension;
  callers: CallersSince;
  /** What a value is called where that is not itself: a country. */
  nameOf?: (value: string) => string;
};

/** One dimension of the calls since a leak: who is new first, then who was there before. */
export function BlastCard({ dimension, callers, nameOf = (value) => value }: BlastCardProps) {
  const { title, many, none } = BLAST_WORDS[dimension];
  const { fresh, known, freshCalls, knownCalls, untold, isPastWhole } = splitOf(callers, dimension);
  const rows = [...fresh.slice(0, SHOWN), ...known.slice(0, SHOWN)];
  const more = fresh.length + known.length - rows.length;
  const name = ({ value }: CallerSince) => (value === "" ? none : nameOf(value));
  return (
    <Card aria-label={title}>
      <CardHeader
        title={title}
        description={
          rows.length === 0
            ? undefined
            : fresh.length === 0
              ? "Nothing new: every one told apart had called before."
              : `${newCount(dimension, fresh.length)} made ${formatExact(freshCalls)} ${freshCalls === 1 ? "call" : "calls"}; those seen before made ${formatExact(knownCalls)}.`
        }
      />
      <CardBody className="grid gap-3">
        {rows.length === 0 ? (
          <p className="text-ink-muted text-sm">{`No ${many} were recorded since then.`}</p>
        ) : (
          <Table label={title} density="compact" boxClassName="max-h-96">
            <TableHead>
              <TableRow>
                <TableHeader>{title}</TableHeader>
                <TableHeader>Before</TableHeader>
                <TableHeader align="right">Calls</TableHeader>
                <TableHeader>Last hour</TableHeader>
              </TableRow>
            </TableHead>
            <TableBody>
              {rows.map((caller) => (
                <TableRow key={caller.value}>
                  <TableCell className={dimension === "agent" ? "min-w-32 break-words" : "whitespace-nowrap"}>
                    <bdi>{name(caller)}</bdi>
                  </TableCell>
                  <TableCell>
                    <Badge tone={caller.wasSeenBefore ? "idle" : "danger"}>
                      {caller.wasSeenBefore ? "Seen before" : "New"}
                    </Badge>
                  </TableCell>
                  <TableCell align="right">
                    <CompactNumber value={caller.requests} />
                  </TableCell>
                  <TableCell>
                    <RelativeTime at={caller.lastHour} isPast />
                  </TableCell>
                </TableRow>
              ))}
            </TableBody>
          </Table>
        )}
        {more > 0 || untold > 0 || (!isPastWhole && fresh.length > 0) ? (
          <p className="text-ink-muted text-sm">
            {more > 0 ? `${formatExact(more)} more are in the file. ` : ""}
            {untold > 0 ? `${formatExact(untold)} calls came from ${many} that were not told apart. ` : ""}
            {!isPastWhole && fresh.length > 0
              ? "So many called before that not all were told apart: one that is new here may have called."
              : ""}
          </p>
        ) : null}
      </CardBody>
    </Card>
  );
}
