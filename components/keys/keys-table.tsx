"use client";

import {
  createColumnHelper,
  functionalUpdate,
  rowSortingFeature,
  type SortingState,
  tableFeatures,
  type Updater,
  useTable,
} from "@tanstack/react-table";
import { useRouter } from "next/navigation";
import type { MouseEvent } from "react";
import { cn } from "@/components/ui/cn";
import { RelativeTime } from "@/components/ui/relative-time";
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
import { DomainTags } from "./domain-tags";
import { useKeyActions } from "./key-actions";
import { KeyIdChip } from "./key-id-chip";
import { KeyLink } from "./key-link";
import { KeyMenu } from "./key-menu";
import { LastUsed } from "./last-used";
import { ProductTags } from "./product-tags";
import { RotationHint } from "./rotation-hint";
import { SecretChip } from "./secret-chip";
import { StatusBadge } from "./status-badge";
import { BILLING_WORDS } from "./words";

const features = tableFeatures({ rowSortingFeature });
const column = createColumnHelper<typeof features, KeyListItem>();

// Column IDs of what can be sorted are the sorts of the URL.
const columns = column.columns([
  column.display({
    id: "name" satisfies KeySort,
    header: "Name",
    cell: ({ row }) => <KeyLink keyId={row.original.id} name={row.original.name} />,
  }),
  column.display({
    id: "secret",
    header: "Secret",
    cell: ({ row: { original: key } }) => (
      <SecretChip keyId={key.id} preview={key.preview} canCopy={key.canCopy} isKept={key.isSecretKept} />
    ),
  }),
  column.display({
    id: "id",
    header: "Key ID",
    cell: ({ row }) => <KeyIdChip keyId={row.original.id} />,
  }),
  column.display({
    id: "products",
    header: "Products",
    cell: ({ row }) => <ProductTags products={row.original.products} />,
  }),
  column.display({
    id: "domains",
    header: () => (
      <>
        <span className="sr-only">Allowed </span>Domains
      </>
    ),
    cell: ({ row }) => <DomainTags domains={row.original.domains} />,
  }),
  column.display({
    id: "billing",
    header: "Billing",
    cell: ({ row }) => (
      <span className="whitespace-nowrap">{BILLING_WORDS[row.original.billingType].word}</span>
    ),
  }),
  column.display({
    id: "status",
    header: "Status",
    cell: ({ row: { original: key } }) => (
      <span className="flex flex-col leading-tight">
        <StatusBadge status={key.status} />
        <RotationHint rotation={key.rotation} className="pl-3.5" />
      </span>
    ),
  }),
  column.display({
    id: "created" satisfies KeySort,
    header: "Created",
    cell: ({ row: { original: key } }) => (
      <span className="flex flex-col leading-tight">
        <RelativeTime at={key.createdAt} isPast />
        {key.lastRotatedAt ? (
          <span className="whitespace-nowrap text-ink-muted text-xs">
            rotated <RelativeTime at={key.lastRotatedAt} isPast />
          </span>
        ) : null}
      </span>
    ),
  }),
  column.display({
    id: "last_used" satisfies KeySort,
    header: "Last used",
    cell: ({ row: { original: key } }) => (
      <LastUsed at={key.lastUsedAt} ip={key.lastUsedIp} className="flex-col leading-tight" />
    ),
  }),
  column.display({
    id: "menu",
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row: { original: key } }) => <KeyMenu subject={key} />,
  }),
]);

const SORTABLE: Record<KeySort, SortDirection> = {
  name: "asc",
  created: "desc",
  last_used: "desc",
  rotated: "desc",
  expires: "asc",
};

// Ten columns: a little less air between them, and the menu in reach also where the rest has to scroll.
const TIGHT = "px-2 first:pl-3";
const PINNED = "sticky right-0 w-11";

function isSort(id: string): id is KeySort {
  return id in SORTABLE;
}

type KeysTableProps = {
  keys: KeyListItem[];
  sort: KeySort;
  direction: SortDirection;
  onSort: (sort: KeySort, direction: SortDirection) => void;
};

/** The page of keys the server chose, in the order it chose: the table sorts nothing itself. */
export function KeysTable({ keys, sort, direction, onSort }: KeysTableProps) {
  const { orgSlug } = useKeyActions();
  const router = useRouter();
  const sorting: SortingState = [{ id: sort, desc: direction === "desc" }];
  const table = useTable({
    features,
    columns,
    data: keys,
    getRowId: (key) => key.id,
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
        {table.getRowModel().rows.map((row) => (
          <TableRow key={row.id} className="cursor-pointer" onClick={(event) => open(event, row.original.id)}>
            {row.getAllCells().map((cell) => (
              <TableCell
                key={cell.id}
                className={cn(TIGHT, cell.column.id === "menu" && cn(PINNED, "bg-surface"))}
              >
                <table.FlexRender cell={cell} />
              </TableCell>
            ))}
          </TableRow>
        ))}
      </TableBody>
    </Table>
  );
}
