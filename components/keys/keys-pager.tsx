"use client";

import { formatExact } from "@/components/ui/format-number";
import { Pagination } from "@/components/ui/pagination";
import { Select } from "@/components/ui/select";
import type { KeyList } from "@/lib/keys/list";
import { type ListParams, PAGE_SIZES } from "./list-params";

type KeysPagerProps = {
  list: Pick<KeyList, "total" | "nextCursor" | "previousCursor">;
  totalMax: number;
  isNarrowed: boolean;
  size: ListParams["size"];
  onSize: (size: ListParams["size"] | null) => void;
  onStep: (cursor: string) => void;
};

const SIZE_OPTIONS = PAGE_SIZES.map((size) => ({ value: String(size), label: `${size} a page` }));

/** How many keys there are, how many of them a page shows, and the steps to the others. */
export function KeysPager({ list, totalMax, isNarrowed, size, onSize, onStep }: KeysPagerProps) {
  const step = (cursor: string | null) => (cursor === null ? undefined : () => onStep(cursor));
  return (
    <div className="mt-4 flex flex-wrap items-center justify-between gap-3">
      {list.total > PAGE_SIZES[0] ? (
        <Select
          aria-label="Page size"
          size="sm"
          className="w-28"
          options={SIZE_OPTIONS}
          value={String(size)}
          onValueChange={(value) => onSize(PAGE_SIZES.find((one) => String(one) === value) ?? null)}
        />
      ) : null}
      <Pagination
        className="grow justify-end"
        summary={<Total total={list.total} max={totalMax} isNarrowed={isNarrowed} />}
        previous={step(list.previousCursor)}
        next={step(list.nextCursor)}
      />
    </div>
  );
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
