"use client";

import { createColumnHelper, rowSortingFeature, tableFeatures } from "@tanstack/react-table";
import { RelativeTime } from "@/components/ui/relative-time";
import type { KeyListItem } from "@/lib/keys/list-item";
import type { KeySort } from "@/lib/keys/list-schema";
import { DomainTags } from "./domain-tags";
import { KeyIdChip } from "./key-id-chip";
import { KeyLink } from "./key-link";
import { KeyMenu } from "./key-menu";
import { KeyTags } from "./key-tags";
import type { ColumnId } from "./keys-columns";
import { HealthBadge } from "./keys-health";
import { RequestsCell } from "./keys-traffic";
import { LastUsed } from "./last-used";
import { ProductTags } from "./product-tags";
import { SecretChip } from "./secret-chip";
import { BILLING_WORDS } from "./words";

/** A key, when the server looked at it, and whether its ID stands below its name. */
export type KeysTableRow = { key: KeyListItem; asOf: string; showsId: boolean };

export const features = tableFeatures({ rowSortingFeature });
const column = createColumnHelper<typeof features, KeysTableRow>();

type Placed = ColumnId | "name" | "menu";

/** Every column of the table, in its order. The ID of one that can be sorted is the sort in the URL. */
export const columns = column.columns([
  column.display({
    id: "name" satisfies Placed & KeySort,
    header: "Name",
    cell: ({ row: { original } }) => (
      <span className="flex flex-col items-start leading-tight">
        <KeyLink keyId={original.key.id} name={original.key.name} />
        {original.showsId ? <KeyIdChip keyId={original.key.id} quiet /> : null}
      </span>
    ),
  }),
  column.display({
    id: "status" satisfies Placed,
    header: "Status",
    cell: ({ row: { original } }) => <HealthBadge item={original.key} asOf={original.asOf} />,
  }),
  column.display({
    id: "secret" satisfies Placed,
    header: "Secret",
    cell: ({ row: { original } }) => (
      <SecretChip
        keyId={original.key.id}
        preview={original.key.preview}
        canCopy={original.key.canCopy}
        isKept={original.key.isSecretKept}
      />
    ),
  }),
  column.display({
    id: "products" satisfies Placed,
    header: "Products",
    cell: ({ row: { original } }) => <ProductTags products={original.key.products} />,
  }),
  column.display({
    id: "tags" satisfies Placed,
    header: "Tags",
    cell: ({ row: { original } }) => <KeyTags tags={original.key.tags} />,
  }),
  column.display({
    id: "domains" satisfies Placed,
    header: () => (
      <>
        <span className="sr-only">Allowed </span>Domains
      </>
    ),
    cell: ({ row: { original } }) => <DomainTags domains={original.key.domains} />,
  }),
  column.display({
    id: "billing" satisfies Placed,
    header: "Billing",
    cell: ({ row: { original } }) => (
      <span className="whitespace-nowrap">{BILLING_WORDS[original.key.billingType].word}</span>
    ),
  }),
  column.display({
    id: "requests" satisfies Placed & KeySort,
    header: "Requests, 24 h",
    cell: ({ row: { original } }) => <RequestsCell keyId={original.key.id} />,
  }),
  column.display({
    id: "last_used" satisfies Placed & KeySort,
    header: "Last used",
    cell: ({ row: { original } }) => (
      <LastUsed
        at={original.key.lastUsedAt}
        ip={original.key.lastUsedIp}
        className="flex-col leading-tight"
      />
    ),
  }),
  column.display({
    id: "created" satisfies Placed & KeySort,
    header: "Created",
    cell: ({ row: { original } }) => <RelativeTime at={original.key.createdAt} isPast />,
  }),
  column.display({
    id: "creator" satisfies Placed,
    header: "Created by",
    cell: ({ row: { original } }) => (
      <span className="block max-w-40 truncate">
        {original.key.createdBy ? <bdi>{original.key.createdBy.name}</bdi> : "no account any more"}
      </span>
    ),
  }),
  column.display({
    id: "rotated" satisfies Placed & KeySort,
    header: "Last rotated",
    cell: ({ row: { original } }) => <RelativeTime at={original.key.lastRotatedAt} isPast />,
  }),
  column.display({
    id: "expires" satisfies Placed & KeySort,
    header: "Expires",
    cell: ({ row: { original } }) => <RelativeTime at={original.key.expiresAt} />,
  }),
  column.display({
    id: "menu" satisfies Placed,
    header: () => <span className="sr-only">Actions</span>,
    cell: ({ row: { original } }) => <KeyMenu subject={original.key} />,
  }),
]);
