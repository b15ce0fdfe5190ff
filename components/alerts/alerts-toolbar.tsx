"use client";

import { X } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { Segmented } from "@/components/ui/segmented";
import { Select } from "@/components/ui/select";
import { shorten } from "@/components/ui/shorten";
import type { AlertView } from "@/lib/alerts/schemas";
import { ALERT_VIEWS } from "@/lib/alerts/views";
import { type AlertsParams, alertsParams } from "./alerts-params";

const ANY = "any";
const VIEW_WORDS = { open: "Open", aside: "Put aside", all: "All" } as const satisfies Record<
  AlertView,
  string
>;

type AlertsToolbarProps = {
  kinds: readonly { kind: string; label: string }[];
  /** Name of the key the list is narrowed to, where it is known. */
  keyName: string | null;
};

/** Which alerts are shown. */
export function AlertsToolbar({ kinds, keyName }: AlertsToolbarProps) {
  const [pending, startTransition] = useTransition();
  const [{ show, kind, key }, setParams] = useQueryStates(alertsParams, { shallow: false, startTransition });
  const change = (next: { [Name in keyof AlertsParams]?: AlertsParams[Name] | null }) =>
    void setParams({ ...next, after: null });
  return (
    <search aria-busy={pending} className="mb-4 flex flex-wrap items-center gap-2">
      <Segmented
        aria-label="Which alerts"
        options={ALERT_VIEWS.map((value) => ({ value, label: VIEW_WORDS[value] }))}
        value={show}
        onValueChange={(value) => change({ show: value })}
      />
      <Select
        aria-label="Kind"
        className="w-full sm:w-72"
        options={[
          { value: ANY, label: "Any kind" },
          ...kinds.map((one) => ({ value: one.kind, label: one.label })),
        ]}
        value={kind === "" ? ANY : kind}
        onValueChange={(value) => change({ kind: value === ANY ? null : value })}
      />
      {key === "" ? null : (
        <Button size="sm" className="max-w-full" onClick={() => change({ key: null })}>
          <span className="truncate">
            Only{" "}
            {keyName === null ? (
              <span className="font-mono text-xs">{shorten(key)}</span>
            ) : (
              <bdi>{keyName}</bdi>
            )}
          </span>
          <X aria-hidden="true" />
          <span className="sr-only">, show all keys</span>
        </Button>
      )}
    </search>
  );
}
