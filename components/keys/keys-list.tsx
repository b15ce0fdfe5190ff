"use client";

import { SearchX } from "lucide-react";
import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { formatExact } from "@/components/ui/format-number";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import type { KeyList } from "@/lib/keys/list";
import { type BillingType, SearchText } from "@/lib/keys/schemas";
import { KeysCards } from "./keys-cards";
import { KeysTable } from "./keys-table";
import { KeysToolbar } from "./keys-toolbar";
import { isNarrowed, listParams, PAGE_SIZES } from "./list-params";

type KeysListProps = {
  list: KeyList;
  /** Totals above this are shown as "more than". */
  totalMax: number;
  products: readonly { slug: string; name: string }[];
  billingTypes: readonly BillingType[];
};

const TYPING_PAUSE_MS = 250;
const CLEARED = { q: null, status: null, product: null, billing: null, cursor: null };
const SIZE_OPTIONS = PAGE_SIZES.map((size) => ({ value: String(size), label: `${size} a page` }));

/** The list and what steers it. Its whole state is the URL; the server answers each change with the page it names. */
export function KeysList({ list, totalMax, products, billingTypes }: KeysListProps) {
  const [isPending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(listParams, { shallow: false, startTransition });
  const clear = () => void setParams(CLEARED, { history: "push" });
  return (
    <>
      <KeysToolbar
        params={params}
        products={products}
        billingTypes={billingTypes}
        onClear={clear}
        onChange={({ q, ...filters }) => {
          if (q === undefined) void setParams({ ...filters, cursor: null }, { history: "push" });
          else
            void setParams(
              { q: SearchText.parse(q), cursor: null },
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
              ? "The search looks at names, key IDs and the first and last four characters of secrets."
              : "This page of the list is empty."}
          </EmptyState>
        ) : (
          <>
            <KeysTable
              keys={list.keys}
              sort={params.sort}
              direction={params.direction}
              onSort={(sort, direction) =>
                void setParams({ sort, direction, cursor: null }, { history: "push" })
              }
            />
            <KeysCards keys={list.keys} />
          </>
        )}
        <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
          {list.total > PAGE_SIZES[0] ? (
            <Select
              aria-label="Page size"
              size="sm"
              className="w-28"
              options={SIZE_OPTIONS}
              value={String(params.size)}
              onValueChange={(value) => {
                const size = PAGE_SIZES.find((one) => String(one) === value) ?? null;
                void setParams({ size, cursor: null }, { history: "push" });
              }}
            />
          ) : null}
          <Pagination
            className="grow justify-end"
            summary={<Total total={list.total} max={totalMax} isNarrowed={isNarrowed(params)} />}
            previous={step(list.previousCursor)}
            next={step(list.nextCursor)}
          />
        </div>
      </div>
    </>
  );

  function step(cursor: string | null): (() => void) | undefined {
    if (cursor === null) return undefined;
    return () => void setParams({ cursor }, { history: "push", scroll: true });
  }
}

function Total({ total, max, isNarrowed }: { total: number; max: number; isNarrowed: boolean }) {
  const count = total > max ? `More than ${formatExact(max)}` : formatExact(total);
  const noun = total === 1 ? "key" : "keys";
  return (
    <span role="status">
      {count} {noun}
      {isNarrowed ? (total === 1 ? " matches" : " match") : ""}
    </span>
  );
}
