"use client";

import Link from "next/link";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import { RowCard, RowCards, RowFact, RowFacts } from "@/components/ui/row-cards";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { FleetKey } from "@/lib/hygiene/fleet";
import { useKeyActions } from "../keys/key-actions";
import { KeyLink } from "../keys/key-link";
import { KeysSelectBox, KeysSelectPage } from "../keys/keys-select-box";
import type { KeySelection } from "../keys/keys-selection";
import { reasonText } from "./hygiene-words";
import { ScoreBadge } from "./score-badge";

type FleetTableProps = {
  keys: readonly FleetKey[];
  /** `null`: keys cannot be selected. */
  selection: KeySelection | null;
};

/** Keys with their scores and what lowers them: a table, or cards where it is narrow. */
export function FleetTable({ keys, selection }: FleetTableProps) {
  return (
    <>
      <Table label="Keys by score" boxClassName="hidden md:block">
        <TableHead>
          <tr>
            {selection ? (
              <TableHeader className="w-9 px-0 pl-3">
                <KeysSelectPage pageIds={keys.map(({ id }) => id)} selection={selection} />
              </TableHeader>
            ) : null}
            <TableHeader>Name</TableHeader>
            <TableHeader>Score</TableHeader>
            <TableHeader>What lowers it</TableHeader>
            <TableHeader>Created by</TableHeader>
            <TableHeader>Last used</TableHeader>
            <TableHeader>
              <span className="sr-only">Edit</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <TableRow key={key.id} selected={selection?.ids.has(key.id) ?? false}>
              {selection ? (
                <TableCell className="w-9 px-0 pl-3">
                  <KeysSelectBox keyId={key.id} name={key.name} selection={selection} />
                </TableCell>
              ) : null}
              <TableCell className="w-1/4 max-w-0 min-w-40">
                <KeyLink keyId={key.id} name={key.name} />
              </TableCell>
              <TableCell>
                <ScoreBadge hygiene={key.hygiene} />
              </TableCell>
              <TableCell className="py-2.5">
                <Reasons hygiene={key.hygiene} />
              </TableCell>
              <TableCell>
                <Creator name={key.createdBy} />
              </TableCell>
              <TableCell>
                <RelativeTime at={key.lastUsedAt} isPast />
              </TableCell>
              <TableCell align="right">
                <EditButton fleetKey={key} />
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <RowCards label="Keys by score">
        {keys.map((key) => (
          <RowCard
            key={key.id}
            box={selection ? <KeysSelectBox keyId={key.id} name={key.name} selection={selection} /> : null}
            title={
              <>
                <KeyLink keyId={key.id} name={key.name} />
                <ScoreBadge hygiene={key.hygiene} />
              </>
            }
            action={<EditButton fleetKey={key} />}
          >
            <Reasons hygiene={key.hygiene} />
            <RowFacts>
              <RowFact name="Created by">
                <Creator name={key.createdBy} />
              </RowFact>
              <RowFact name="Last used">
                <RelativeTime at={key.lastUsedAt} isPast />
              </RowFact>
            </RowFacts>
          </RowCard>
        ))}
      </RowCards>
    </>
  );
}

function Reasons({ hygiene: { reasons } }: Pick<FleetKey, "hygiene">) {
  if (reasons.length === 0) return <span className="text-ink-muted">nothing</span>;
  return (
    <ul className="grid gap-0.5 text-sm">
      {reasons.map((reason) => (
        <li key={reason.kind} className="flex flex-wrap gap-x-2">
          {reasonText(reason)}
          <span className="text-ink-muted tabular-nums">
            −{reason.points}
            <span className="sr-only"> points</span>
          </span>
        </li>
      ))}
    </ul>
  );
}

function Creator({ name }: { name: string | null }) {
  return <span className="block max-w-40 truncate">{name ? <bdi>{name}</bdi> : "no account any more"}</span>;
}

function EditButton({ fleetKey: { id, name, canEdit } }: { fleetKey: FleetKey }) {
  const { orgSlug } = useKeyActions();
  if (!canEdit) return null;
  return (
    <Button asChild size="sm" variant="ghost">
      <Link href={`/o/${orgSlug}/keys/${id}/edit`} prefetch={false} aria-label={`Edit ${name}`}>
        Edit
      </Link>
    </Button>
  );
}
