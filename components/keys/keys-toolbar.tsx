"use client";

import { Button } from "@/components/ui/button";
import { MultiCombobox } from "@/components/ui/combobox";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import type { BillingType, ListedStatus } from "@/lib/keys/schemas";
import { DIRECTIONS, LISTED_STATUSES, SORTS } from "@/lib/keys/terms";
import type { ColumnId } from "./keys-columns";
import { KeysColumnsMenu } from "./keys-columns-menu";
import { fromTraitValues, toTraitValues, traitOptions } from "./keys-traits";
import { isNarrowed, type ListParams } from "./list-params";
import { BILLING_WORDS, SORT_WORDS, STATUS_WORDS } from "./words";

type Filters = Partial<Omit<ListParams, "size" | "cursor">>;

type KeysToolbarProps = {
  params: ListParams;
  products: readonly { slug: string; name: string }[];
  billingTypes: readonly BillingType[];
  columns: readonly ColumnId[];
  onColumns: (columns: ColumnId[]) => void;
  onChange: (filters: Filters) => void;
  onClear: () => void;
};

const STATUS_OPTIONS = LISTED_STATUSES.map((value) => ({ value, label: STATUS_WORDS[value].word }));
const SORT_OPTIONS = SORTS.flatMap((sort) =>
  DIRECTIONS.map((direction) => {
    const value = `${sort}.${direction}` as const;
    return { value, label: SORT_WORDS[value] };
  }),
);

/** Search, filters and the columns; where there is no table head to click, the sort. */
export function KeysToolbar({
  params,
  products,
  billingTypes,
  columns,
  onColumns,
  onChange,
  onClear,
}: KeysToolbarProps) {
  return (
    <search className="mb-4 grid grid-cols-2 gap-2 md:flex md:flex-wrap md:items-center">
      <SearchInput
        label="Search keys"
        placeholder="Name, ID, tag, product, creator, preview"
        className="col-span-2 md:w-72 lg:w-88"
        value={params.q}
        maxLength={200}
        onChange={(event) => onChange({ q: event.target.value })}
      />
      <MultiCombobox
        aria-label="Status"
        placeholder="Any status"
        searchLabel="Search statuses"
        className="md:w-34"
        options={STATUS_OPTIONS}
        value={params.status}
        onValueChange={(chosen) => onChange({ status: LISTED_STATUSES.filter(isIn<ListedStatus>(chosen)) })}
      />
      <MultiCombobox
        aria-label="Product"
        placeholder="Any product"
        searchLabel="Search products"
        className="md:w-34"
        options={products.map(({ slug, name }) => ({ value: slug, label: name }))}
        value={params.product}
        onValueChange={(product) => onChange({ product })}
      />
      <MultiCombobox
        aria-label="Billing type"
        placeholder="Any billing"
        searchLabel="Search billing types"
        className="md:w-34"
        options={billingTypes.map((value) => ({ value, label: BILLING_WORDS[value].word }))}
        value={params.billing}
        onValueChange={(chosen) => onChange({ billing: billingTypes.filter(isIn<BillingType>(chosen)) })}
      />
      <MultiCombobox
        aria-label="Use and risk"
        placeholder="Use and risk"
        searchLabel="Search uses and risks"
        className="md:w-34"
        options={traitOptions(params)}
        value={toTraitValues(params)}
        onValueChange={(chosen) => onChange(fromTraitValues(chosen))}
      />
      <Select
        aria-label="Sort"
        className="col-span-2 md:hidden"
        options={SORT_OPTIONS}
        value={`${params.sort}.${params.direction}`}
        onValueChange={(value) => {
          const [sort, direction] = value.split(".");
          onChange({
            sort: SORTS.find((one) => one === sort) ?? "created",
            direction: DIRECTIONS.find((one) => one === direction) ?? "desc",
          });
        }}
      />
      {isNarrowed(params) ? (
        <Button variant="ghost" onClick={onClear} className="justify-self-start">
          Clear filters
        </Button>
      ) : null}
      <KeysColumnsMenu columns={columns} onChange={onColumns} className="ml-auto hidden md:inline-flex" />
    </search>
  );
}

function isIn<T extends string>(chosen: readonly string[]): (value: T) => boolean {
  return (value) => chosen.includes(value);
}
