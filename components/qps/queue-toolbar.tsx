"use client";

import { useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { SearchInput } from "@/components/ui/search-input";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { isNarrowed, OUTCOMES, type Outcome, type QueueParams, queueParams } from "./queue-params";

const OUTCOME_WORDS = {
  all: "Any outcome",
  granted: "Approved",
  rejected: "Rejected",
  withdrawn: "Withdrawn",
} as const satisfies Record<Outcome, string>;

/** What of the queue is shown. */
export function QueueToolbar({ overdue }: { overdue: number }) {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(queueParams, { shallow: false, startTransition });
  const [search, setSearch] = useState(params.q);
  const change = (next: { [Name in keyof QueueParams]?: QueueParams[Name] | null }) =>
    void setParams({ ...next, after: null });
  return (
    <search aria-busy={pending} className="mb-4 flex flex-wrap items-center gap-x-3 gap-y-2">
      <Segmented
        aria-label="Which requests"
        options={[
          { value: "open", label: "To decide" },
          { value: "decided", label: "Past" },
        ]}
        value={params.view}
        onValueChange={(view) => change({ view, overdue: null, outcome: null })}
      />
      <form
        className="w-full sm:w-80"
        onSubmit={(event) => {
          event.preventDefault();
          change({ q: search.trim() });
        }}
      >
        <SearchInput
          label="Search requests"
          placeholder="Organization, key or ID, then Enter"
          value={search}
          maxLength={100}
          onChange={({ target }) => {
            setSearch(target.value);
            if (target.value === "") change({ q: null });
          }}
        />
      </form>
      {params.view === "open" ? (
        <Checkbox
          label={`Only overdue (${overdue})`}
          checked={params.overdue}
          onCheckedChange={(next) => change({ overdue: next === true || null })}
        />
      ) : (
        <Select
          aria-label="Outcome"
          className="w-full sm:w-40"
          options={OUTCOMES.map((value) => ({ value, label: OUTCOME_WORDS[value] }))}
          value={params.outcome}
          onValueChange={(value) => change({ outcome: OUTCOMES.find((one) => one === value) ?? null })}
        />
      )}
      {isNarrowed(params) ? (
        <Button
          variant="ghost"
          onClick={() => {
            setSearch("");
            change({ q: null, overdue: null, outcome: null });
          }}
        >
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}
