"use client";

import { X } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { shorten } from "@/components/ui/shorten";
import { REQUEST_VIEWS, type RequestView, requestsParams } from "./requests-params";

const VIEW_WORDS = {
  all: "All",
  open: "Open",
  granted: "Granted",
  closed: "Closed",
} as const satisfies Record<RequestView, string>;

/** Which requests are shown. */
export function RequestsToolbar() {
  const [pending, startTransition] = useTransition();
  const [{ view, key }, setParams] = useQueryStates(requestsParams, { shallow: false, startTransition });
  return (
    <search aria-busy={pending} className="mb-4 flex flex-wrap items-center gap-2">
      <Segmented
        aria-label="Which requests"
        options={REQUEST_VIEWS.map((value) => ({ value, label: VIEW_WORDS[value] }))}
        value={view}
        onValueChange={(next) => void setParams({ view: next, after: null })}
      />
      {key === "" ? null : (
        <Button size="sm" onClick={() => void setParams({ key: null, after: null })}>
          Only <span className="font-mono text-xs">{shorten(key)}</span>
          <X aria-hidden="true" />
          <span className="sr-only">, show all keys</span>
        </Button>
      )}
    </search>
  );
}
