"use client";

import { useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { toIsoDate } from "@/components/ui/calendar-weeks";
import { Combobox } from "@/components/ui/combobox";
import { DateRangePicker, type DateRangeValue } from "@/components/ui/date-range-picker";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { ACTION_GROUPS } from "./action-words";
import { AUDIT_RANGES, type AuditParams, type AuditRange, auditParams, isNarrowed } from "./audit-params";

const RANGE_WORDS = {
  all: "All time",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
  "30d": "Last 30 days",
  "90d": "Last 90 days",
} as const satisfies Record<AuditRange, string>;

const PRESETS = AUDIT_RANGES.toReversed().map((id) => ({ id, label: RANGE_WORDS[id] }));
const ANY = "any";
const DAY_MS = 86_400_000;

type AuditToolbarProps = { actors: readonly { id: string; label: string }[] };

/** Who, what, on which key, and when. */
export function AuditToolbar({ actors }: AuditToolbarProps) {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(auditParams, { shallow: false, startTransition });
  const [target, setTarget] = useState(params.target);
  const change = (next: { [Name in keyof AuditParams]?: AuditParams[Name] | null }) =>
    void setParams({ ...next, before: null, after: null });
  const setRange = (value: DateRangeValue) => {
    if ("preset" in value) {
      change({ range: AUDIT_RANGES.find((one) => one === value.preset) ?? null, from: null, to: null });
      return;
    }
    // Midnight of the reader's own zone; the last day counts in full.
    const end = new Date(new Date(`${value.to}T00:00`).getTime() + DAY_MS * 1.5);
    const from = new Date(`${value.from}T00:00`).toISOString();
    change({
      range: null,
      from,
      to: new Date(end.getFullYear(), end.getMonth(), end.getDate()).toISOString(),
    });
  };
  const clear = () => {
    setTarget("");
    change({ actor: null, action: null, target: null, range: null, from: null, to: null });
  };
  return (
    <search aria-busy={pending} className="mb-4 flex flex-wrap items-center gap-2">
      <Combobox
        aria-label="Who"
        className="w-full sm:w-48"
        searchLabel="Search people, tokens and jobs"
        options={[{ value: ANY, label: "Anybody" }, ...actors.map(({ id, label }) => ({ value: id, label }))]}
        value={params.actor === "" ? ANY : params.actor}
        onValueChange={(actor) => change({ actor: actor === ANY ? null : actor })}
      />
      <Select
        aria-label="Action"
        className="w-full sm:w-52"
        options={[{ value: ANY, label: "Any action" }, ...ACTION_GROUPS]}
        value={params.action === "" ? ANY : params.action}
        onValueChange={(action) => change({ action: action === ANY ? null : action })}
      />
      <form
        className="w-full sm:w-64"
        onSubmit={(event) => {
          event.preventDefault();
          change({ target: target.trim() });
        }}
      >
        <SearchInput
          label="Key or other ID"
          placeholder="Key ID, then Enter"
          value={target}
          maxLength={64}
          onChange={(event) => {
            setTarget(event.target.value);
            if (event.target.value === "") change({ target: null });
          }}
        />
      </form>
      <DateRangePicker
        value={rangeOf(params)}
        onValueChange={setRange}
        presets={PRESETS}
        className="w-full"
      />
      {isNarrowed(params) ? (
        <Button variant="ghost" onClick={clear}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}

function rangeOf({ range, from, to }: AuditParams): DateRangeValue {
  if (from === "" || to === "") return { preset: range };
  return { from: toIsoDate(new Date(from)), to: toIsoDate(new Date(Date.parse(to) - 1)) };
}
