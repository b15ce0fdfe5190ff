"use client";

import { Radio } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useState, useTransition } from "react";
import type { KeyChoice } from "@/components/frame/key-search";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { Select } from "@/components/ui/select";
import { KeyFilter } from "../key-filter";
import { isLogNarrowed, LOG_ONLY, LOG_RANGES, type LogParams, type LogRange, logParams } from "./log-params";

const RANGE_WORDS = {
  "1h": "Last hour",
  "24h": "Last 24 hours",
  "7d": "Last 7 days",
} as const satisfies Record<LogRange, string>;

const ONLY_WORDS = {
  all: "All calls",
  refused: "Refused by Keyward",
  failed: "Ended with 4xx or 5xx",
  accepted: "Answered well",
} as const satisfies Record<(typeof LOG_ONLY)[number], string>;

const ANY = "any";

type LogToolbarProps = { orgSlug: string; recentKeys: readonly KeyChoice[]; codes: readonly string[] };

/** When, how they ended, of which key, and from where. */
export function LogToolbar({ orgSlug, recentKeys, codes }: LogToolbarProps) {
  const [pending, startTransition] = useTransition();
  const [params, setParams] = useQueryStates(logParams, { shallow: false, startTransition });
  const [search, setSearch] = useState(params.ip);
  const change = (next: { [Name in keyof LogParams]?: LogParams[Name] | null }) =>
    void setParams({ ...next, after: null, request: null });
  const clear = () => {
    setSearch("");
    change({ range: null, only: null, key: null, code: null, ip: null });
  };
  const look = () => {
    const text = search.trim();
    if (text.startsWith("req_")) void setParams({ request: text, after: null });
    else change({ ip: text });
  };
  return (
    <search aria-busy={pending} className="mb-4 grid grid-cols-2 gap-2 sm:flex sm:flex-wrap sm:items-center">
      <Button
        aria-pressed={params.live}
        variant={params.live ? "primary" : "secondary"}
        onClick={() => void setParams({ live: !params.live, after: null, request: null })}
      >
        <Radio aria-hidden="true" />
        Live tail
      </Button>
      {params.live ? null : (
        <Select
          aria-label="Time"
          className="sm:w-36"
          options={LOG_RANGES.map((value) => ({ value, label: RANGE_WORDS[value] }))}
          value={params.range}
          onValueChange={(value) => change({ range: LOG_RANGES.find((one) => one === value) ?? null })}
        />
      )}
      <Select
        aria-label="Outcome"
        className="sm:w-48"
        options={LOG_ONLY.map((value) => ({ value, label: ONLY_WORDS[value] }))}
        value={params.only}
        onValueChange={(value) => change({ only: LOG_ONLY.find((one) => one === value) ?? null })}
      />
      <Select
        aria-label="Refusal code"
        className="sm:w-52"
        options={[{ value: ANY, label: "Any code" }, ...codes.map((code) => ({ value: code, label: code }))]}
        value={params.code === "" ? ANY : params.code}
        onValueChange={(code) => change({ code: code === ANY ? null : code })}
      />
      <KeyFilter
        orgSlug={orgSlug}
        className="sm:w-44"
        value={params.key === "" ? [] : [params.key]}
        onValueChange={(keys) => change({ key: keys.at(-1) ?? null })}
        recent={recentKeys}
      />
      <form
        className="col-span-2 sm:w-64"
        onSubmit={(event) => {
          event.preventDefault();
          look();
        }}
      >
        <SearchInput
          label="Address or request ID"
          placeholder="Address or request ID"
          value={search}
          maxLength={64}
          onChange={(event) => {
            setSearch(event.target.value);
            if (event.target.value === "") change({ ip: null });
          }}
        />
      </form>
      {isLogNarrowed(params) ? (
        <Button variant="ghost" onClick={clear}>
          Clear filters
        </Button>
      ) : null}
    </search>
  );
}
