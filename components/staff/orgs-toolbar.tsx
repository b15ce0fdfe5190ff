"use client";

import { debounce, useQueryStates } from "nuqs";
import { useTransition } from "react";
import { ORG_TYPE_WORDS } from "@/components/accounts/org-type-words";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { Spinner } from "@/components/ui/spinner";
import { ORG_STATES, ORG_TYPES } from "@/lib/orgs/schemas";
import { orgParams } from "./org-params";
import { ORG_STATE_WORDS } from "./words";

const ANY = "any";
const TYPES = [
  { value: ANY, label: "Every type" },
  ...ORG_TYPES.map((value) => ({ value, label: ORG_TYPE_WORDS[value] })),
];
const STATES = [
  { value: ANY, label: "In any state" },
  ...ORG_STATES.map((value) => ({ value, label: ORG_STATE_WORDS[value] })),
];

/** Which organizations the list shows. */
export function OrgsToolbar() {
  const [pending, startTransition] = useTransition();
  const [{ q, type, state }, setParams] = useQueryStates(orgParams, { shallow: false, startTransition });
  // With what was typed a moment ago: it would be lost, were it still waiting when the page changes.
  const choose = (next: { type: typeof type } | { state: typeof state }) =>
    void setParams({ ...next, q, page: null });
  return (
    <search aria-busy={pending} className="mb-4 flex flex-wrap items-center gap-2">
      <SearchInput
        label="Search organizations"
        placeholder="Name, address or ID"
        className="w-full sm:w-72"
        maxLength={200}
        value={q}
        onChange={({ target }) =>
          void setParams({ q: target.value, page: null }, { limitUrlUpdates: debounce(250) })
        }
      />
      <Select
        aria-label="Type"
        className="w-36"
        options={TYPES}
        value={type ?? ANY}
        onValueChange={(value) => choose({ type: ORG_TYPES.find((one) => one === value) ?? null })}
      />
      <Select
        aria-label="State"
        className="w-44"
        options={STATES}
        value={state ?? ANY}
        onValueChange={(value) => choose({ state: ORG_STATES.find((one) => one === value) ?? null })}
      />
      {pending ? <Spinner label="Searching" /> : null}
    </search>
  );
}
