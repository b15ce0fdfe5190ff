"use client";

import { RelativeTime } from "@/components/ui/relative-time";
import { RowCard, RowCards, RowFact, RowFacts } from "@/components/ui/row-cards";
import { Table, TableBody, TableCell, TableHead, TableHeader, TableRow } from "@/components/ui/table";
import type { TrashedKey } from "@/lib/keys/list-trash";
import { KeyIdChip } from "../key-id-chip";
import { RestoreKeyButton } from "./restore-key-button";

/** Deleted keys: what they were, who deleted them, until when they can come back. */
export function TrashList({ keys }: { keys: readonly TrashedKey[] }) {
  const tellsWho = keys.some(({ deletion }) => deletion !== null);
  return (
    <>
      <Table label="Deleted keys" boxClassName="hidden md:block">
        <TableHead>
          <tr>
            <TableHeader>Name</TableHeader>
            <TableHeader>Secret</TableHeader>
            <TableHeader>Created by</TableHeader>
            <TableHeader>Deleted</TableHeader>
            {tellsWho ? <TableHeader>By</TableHeader> : null}
            <TableHeader>Removed for good</TableHeader>
            <TableHeader>
              <span className="sr-only">Restore</span>
            </TableHeader>
          </tr>
        </TableHead>
        <TableBody>
          {keys.map((key) => (
            <TableRow key={key.id}>
              <TableCell className="w-full max-w-0 min-w-40">
                <span className="flex flex-col items-start leading-tight">
                  <bdi className="max-w-full truncate font-medium" title={key.name}>
                    {key.name}
                  </bdi>
                  <KeyIdChip keyId={key.id} quiet />
                </span>
              </TableCell>
              <TableCell>
                <Preview preview={key.preview} />
              </TableCell>
              <TableCell>
                <Person name={key.createdBy ?? "no account any more"} />
              </TableCell>
              <TableCell>
                <RelativeTime at={key.deletedAt} isPast />
              </TableCell>
              {tellsWho ? (
                <TableCell>
                  <Deletion deletion={key.deletion} />
                </TableCell>
              ) : null}
              <TableCell>
                <RelativeTime at={key.purgedAt} />
              </TableCell>
              <TableCell align="right">
                {key.canRestore ? <RestoreKeyButton keyId={key.id} name={key.name} /> : null}
              </TableCell>
            </TableRow>
          ))}
        </TableBody>
      </Table>
      <RowCards label="Deleted keys">
        {keys.map((key) => (
          <RowCard
            key={key.id}
            title={
              <>
                <bdi className="max-w-full truncate font-medium">{key.name}</bdi>
                <KeyIdChip keyId={key.id} quiet />
              </>
            }
            action={key.canRestore ? <RestoreKeyButton keyId={key.id} name={key.name} /> : null}
          >
            <RowFacts>
              <RowFact name="Secret">
                <Preview preview={key.preview} />
              </RowFact>
              <RowFact name="Created by">
                <Person name={key.createdBy ?? "no account any more"} />
              </RowFact>
              <RowFact name="Deleted">
                <RelativeTime at={key.deletedAt} isPast />
              </RowFact>
              <RowFact name="Removed for good">
                <RelativeTime at={key.purgedAt} />
              </RowFact>
              {key.deletion ? (
                <RowFact name="Deleted by" isWide>
                  <Deletion deletion={key.deletion} />
                </RowFact>
              ) : null}
            </RowFacts>
          </RowCard>
        ))}
      </RowCards>
    </>
  );
}

function Preview({ preview }: Pick<TrashedKey, "preview">) {
  if (preview === null) return <span className="text-ink-muted">none</span>;
  return (
    <span className="font-mono text-ink-muted text-xs whitespace-nowrap">
      kw_{preview.head}…{preview.tail}
    </span>
  );
}

function Person({ name }: { name: string }) {
  return <bdi className="block max-w-40 truncate">{name}</bdi>;
}

function Deletion({ deletion }: Pick<TrashedKey, "deletion">) {
  if (deletion === null) return null;
  return (
    <span className="flex max-w-64 flex-col leading-tight">
      <bdi className="truncate">{deletion.by}</bdi>
      {deletion.reason ? (
        <span className="truncate text-ink-muted text-xs" title={deletion.reason}>
          {deletion.reason}
        </span>
      ) : null}
    </span>
  );
}
