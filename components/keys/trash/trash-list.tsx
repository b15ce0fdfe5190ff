"use client";

import { RelativeTime } from "@/components/ui/relative-time";
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
      <ul aria-label="Deleted keys" className="grid gap-3 md:hidden">
        {keys.map((key) => (
          <li key={key.id} className="grid gap-3 rounded-lg border border-line bg-surface p-4 shadow-lift">
            <div className="flex items-start justify-between gap-3">
              <span className="flex min-w-0 flex-col items-start">
                <bdi className="max-w-full truncate font-medium">{key.name}</bdi>
                <KeyIdChip keyId={key.id} quiet />
              </span>
              {key.canRestore ? <RestoreKeyButton keyId={key.id} name={key.name} /> : null}
            </div>
            <dl className="grid grid-cols-2 gap-x-4 gap-y-2 text-sm [&_dt]:text-ink-muted [&_dt]:text-xs">
              <div>
                <dt>Secret</dt>
                <dd>
                  <Preview preview={key.preview} />
                </dd>
              </div>
              <div className="min-w-0">
                <dt>Created by</dt>
                <dd>
                  <Person name={key.createdBy ?? "no account any more"} />
                </dd>
              </div>
              <div>
                <dt>Deleted</dt>
                <dd>
                  <RelativeTime at={key.deletedAt} isPast />
                </dd>
              </div>
              <div>
                <dt>Removed for good</dt>
                <dd>
                  <RelativeTime at={key.purgedAt} />
                </dd>
              </div>
              {key.deletion ? (
                <div className="col-span-2 min-w-0">
                  <dt>Deleted by</dt>
                  <dd>
                    <Deletion deletion={key.deletion} />
                  </dd>
                </div>
              ) : null}
            </dl>
          </li>
        ))}
      </ul>
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
