"use client";

import { functionalUpdate, type SortingState, type Updater, useTable } from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import { type MouseEvent, useMemo } from "react";
import { cn } from "@/components/ui/cn";
import {
  SortableTableHeader,
  Table,
  TableBody,
  TableCell,
  TableHead,
  TableHeader,
  TableRow,
} from "@/components/ui/table";
import type { KeyListItem } from "@/lib/keys/list-item";
import type { KeySort, SortDirection } from "@/lib/keys/list-schema";
import { useKeyActions } from "./key-actions";
import { columns, features } from "./keys-column-cells";
import type { ColumnId } from "./keys-columns";
import { KeysSelectBox, KeysSelectPage } from "./keys-select-box";
import type { KeySelection } from "./keys-selection";

/** What can be sorted, and in which direction first. */
const SORTABLE: Record<KeySort, SortDirection> = {
  name: "asc",
  requests: "desc",
  created: "desc",
  last_used: "desc",
  rotated: "desc",
  expires: "asc",
};

// Many columns: a little less air between them, and the menu in reach also where the rest has to scroll.
const TIGHT = "px-2";
const PINNED = "sticky right-0 w-11";
const BOX = "w-9 px-0 pl-3";
// Takes what the others leave, and is the first to be cut.
const NAME = "w-full max-w-0 min-w-40";

function isSort(id: string): id is KeySort {
  return id in SORTABLE;
}

type KeysTableProps = {
  keys: KeyListItem[];
  /** When the server looked. ISO 8601. */
  asOf: string;
  shown: readonly ColumnId[];
  /** `null`: keys cannot be selected. */
  selection: KeySelection | null;
  sort: KeySort;
  direction: SortDirection;
  onSort: (sort: KeySort, direction: SortDirection) => void;
};

/** The page of keys the server chose, in the order it chose: the table sorts nothing itself. */
export function KeysTable({ keys, asOf, shown, selection, sort, direction, onSort }: KeysTableProps) {
  const { orgSlug } = useKeyActions();
  const router = useRouter();
  const sorting: SortingState = [{ id: sort, desc: direction === "desc" }];
  const chosen = useMemo(
    () => columns.filter(({ id }) => id === "name" || id === "menu" || shown.some((one) => one === id)),
    [shown],
  );
  const data = useMemo(
    () => keys.map((key) => ({ key, asOf, showsId: shown.includes("id") })),
    [keys, asOf, shown],
  );
  const table = useTable({
    features,
    columns: chosen,
    data,
    getRowId: ({ key }) => key.id,
    manualSorting: true,
    state: { sorting },
    onSortingChange: (updater: Updater<SortingState>) => {
      const [next] = functionalUpdate(updater, sorting);
      if (next && isSort(next.id)) onSort(next.id, next.desc ? "desc" : "asc");
    },
  });
  const open = (event: MouseEvent, keyId: string) => {
    const isOnControl = event.target instanceof Element && event.target.closest("a, button, [tabindex]");
    if (isOnControl !== event.currentTarget.closest("[tabindex]") || window.getSelection()?.toString())
      return;
    router.push(`/o/${orgSlug}/keys/${keyId}`);
  };
  return (
    <Table label="Keys" boxClassName="hidden md:block">
      <TableHead>
        {table.getHeaderGroups().map((group) => (
          <tr key={group.id}>
            {selection ? (
              <TableHeader className={BOX}>
                <KeysSelectPage pageIds={keys.map(({ id }) => id)} selection={selection} />
              </TableHeader>
            ) : null}
            {group.headers.map((header) => {
              const { id } = header.column;
              const content = <table.FlexRender header={header} />;
              if (!isSort(id))
                return (
                  <TableHeader key={header.id} className={cn(TIGHT, id === "menu" && PINNED)}>
                    {content}
                  </TableHeader>
                );
              const sorted = header.column.getIsSorted();
              const toggle = () =>
                header.column.toggleSorting(sorted ? sorted === "asc" : SORTABLE[id] === "desc");
              return (
                <SortableTableHeader key={header.id} sorted={sorted} onSort={toggle} className={TIGHT}>
                  {content}
                </SortableTableHeader>
              );
            })}
          </tr>
        ))}
      </TableHead>
      <TableBody>
        {table.getRowModel().rows.map((row) => {
          const { key } = row.original;
          const isSelected = selection?.ids.has(key.id) ?? false;
          return (
            <TableRow
              key={row.id}
              selected={isSelected}
              className="cursor-pointer"
              onClick={(event) => open(event, key.id)}
            >
              {selection ? (
                // A near miss of the box must not open the key.
                <TableCell className={cn(BOX, "cursor-default")} onClick={(event) => event.stopPropagation()}>
                  <KeysSelectBox keyId={key.id} name={key.name} selection={selection} />
                </TableCell>
              ) : null}
              {row.getAllCells().map((cell) => (
                <TableCell
                  key={cell.id}
                  className={cn(
                    TIGHT,
                    cell.column.id === "name" && NAME,
                    cell.column.id === "menu" && cn(PINNED, isSelected ? "bg-selected" : "bg-surface"),
                  )}
                >
                  <table.FlexRender cell={cell} />
                </TableCell>
              ))}
            </TableRow>
          );
        })}
      </TableBody>
    </Table>
  );
}
