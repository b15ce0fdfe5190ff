"use client";

import { SearchX } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import type { KeyList } from "@/lib/keys/list";
import type { BillingType } from "@/lib/keys/schemas";
import { searchText } from "@/lib/keys/search-text";
import type { BulkActions, MatchingAction } from "./bulk/bulk-actions";
import { BulkBar } from "./bulk/bulk-bar";
import { useKeyActions } from "./key-actions";
import { KeysCards } from "./keys-cards";
import { type ColumnId, rememberColumns } from "./keys-columns";
import { KeysPager } from "./keys-pager";
import { KeysSelectHint } from "./keys-select-box";
import { useKeySelection } from "./keys-selection";
import { KeysTable } from "./keys-table";
import { KeysToolbar } from "./keys-toolbar";
import { KeysTrafficProvider, type Traffic } from "./keys-traffic";
import { CLEARED, isNarrowed, listParams } from "./list-params";

type KeysListProps = {
  list: KeyList;
  /** Of the keys of the page; comes after it. */
  traffic: Promise<Traffic>;
  /** When the server looked. ISO 8601. */
  asOf: string;
  /** Totals above this are shown as "more than". */
  totalMax: number;
  products: readonly { slug: string; name: string }[];
  billingTypes: readonly BillingType[];
  /** The columns this browser remembers. */
  startColumns: readonly ColumnId[];
  /** The filter of the list as the server takes it: "all that match" are those of it. */
  filter: Parameters<MatchingAction>[1];
  matching: MatchingAction;
  /** `null` for somebody who may change no key at all: then there is nothing to select keys for. */
  bulkActions: BulkActions | null;
};

const TYPING_PAUSE_MS = 250;

/** The list and what steers it. Its whole state is the URL; the server answers each change with the page it names. */
export function KeysList({
  list,
  traffic,
  asOf,
  totalMax,
  products,
  billingTypes,
  startColumns,
  filter,
  matching,
  bulkActions,
}: KeysListProps) {
  const { orgSlug } = useKeyActions();
  const [isPending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(listParams, { shallow: false, startTransition });
  const [columns, setColumns] = useState(startColumns);
  const ownSelection = useKeySelection(list.keys.map(({ id }) => id));
  const selection = bulkActions === null ? null : ownSelection;
  const clear = () => void setParams(CLEARED, { history: "push" });
  return (
    <KeysTrafficProvider traffic={traffic}>
      <KeysToolbar
        params={params}
        products={products}
        billingTypes={billingTypes}
        columns={columns}
        onColumns={(chosen) => {
          setColumns(chosen);
          rememberColumns(chosen);
        }}
        onClear={clear}
        onChange={({ q, ...filters }) => {
          // With what was typed a moment ago: it would be lost, were it still waiting when the page changes.
          if (q === undefined) void setParams({ ...filters, q: params.q, cursor: null }, { history: "push" });
          else
            void setParams(
              { q: searchText(q), cursor: null },
              { limitUrlUpdates: debounce(TYPING_PAUSE_MS) },
            );
        }}
      />
      <div aria-busy={isPending} className={cn("transition-opacity", isPending && "opacity-60")}>
        {list.keys.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No key matches"
            action={<Button onClick={clear}>Clear filters</Button>}
          >
            {isNarrowed(params)
              ? "The search looks at names, key IDs, tags, products, creators and the first and last four characters of secrets."
              : "This page of the list is empty."}
          </EmptyState>
        ) : (
          <>
            {selection ? <KeysSelectHint /> : null}
            <KeysTable
              keys={list.keys}
              asOf={asOf}
              shown={columns}
              selection={selection}
              sort={params.sort}
              direction={params.direction}
              onSort={(sort, direction) =>
                void setParams({ sort, direction, cursor: null }, { history: "push" })
              }
            />
            <KeysCards keys={list.keys} asOf={asOf} selection={selection} />
          </>
        )}
        <KeysPager
          list={list}
          totalMax={totalMax}
          isNarrowed={isNarrowed(params)}
          size={params.size}
          onSize={(size) => void setParams({ size, cursor: null }, { history: "push" })}
          onStep={(cursor) => void setParams({ cursor }, { history: "push", scroll: true })}
        />
        {bulkActions === null ? null : (
          <BulkBar
            selection={ownSelection}
            total={list.total}
            matching={() => matching(orgSlug, filter)}
            first="newest"
            actions={bulkActions}
          />
        )}
      </div>
    </KeysTrafficProvider>
  );
}
