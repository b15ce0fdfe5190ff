"use client";

import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { type NoticesParams, noticesParams } from "./notices-params";

const ANY = "any";
const VIEWS = [
  { value: "all", label: "All" },
  { value: "unread", label: "Unread" },
] as const;

type NoticesToolbarProps = { kinds: readonly { value: string; label: string }[] };

/** All or unread ones, of any kind or one. */
export function NoticesToolbar({ kinds }: NoticesToolbarProps) {
  const [pending, startTransition] = useTransition();
  const [{ show, kind }, setParams] = useQueryStates(noticesParams, { shallow: false, startTransition });
  const change = (next: { [Name in keyof NoticesParams]?: NoticesParams[Name] | null }) =>
    void setParams({ ...next, after: null });
  return (
    <search aria-busy={pending} className="mb-4 flex flex-wrap items-center gap-2">
      <Segmented
        aria-label="Which notices"
        options={VIEWS}
        value={show}
        onValueChange={(value) => change({ show: value })}
      />
      <Select
        aria-label="Kind"
        className="w-full sm:w-80"
        options={[{ value: ANY, label: "Any kind" }, ...kinds]}
        value={kind === "" ? ANY : kind}
        onValueChange={(value) => change({ kind: value === ANY ? null : value })}
      />
    </search>
  );
}
