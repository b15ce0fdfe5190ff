"use client";

import { SearchX } from "lucide-react";
import { useQueryStates } from "nuqs";
import { useMemo, useState, useTransition } from "react";
import type { z } from "zod";
import { allSteppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Button } from "@/components/ui/button";
import { cn } from "@/components/ui/cn";
import { EmptyState } from "@/components/ui/empty-state";
import { notify } from "@/components/ui/notify";
import { Pagination } from "@/components/ui/pagination";
import type { ActionResult } from "@/lib/actions/result";
import type { Fleet } from "@/lib/hygiene/fleet";
import type { HygieneFilter } from "@/lib/hygiene/schemas";
import type { HygieneReasonKind } from "@/lib/hygiene/score";
import type { BulkVerb } from "@/lib/keys/bulk/schemas";
import type { BulkActions } from "../keys/bulk/bulk-actions";
import { BulkBar } from "../keys/bulk/bulk-bar";
import { BulkDialog } from "../keys/bulk/bulk-dialog";
import { countKeys } from "../keys/bulk/bulk-words";
import { useKeyActions } from "../keys/key-actions";
import { KeysSelectHint } from "../keys/keys-select-box";
import { useKeySelection } from "../keys/keys-selection";
import { FleetTable } from "./fleet-table";
import { hygieneParams } from "./hygiene-params";
import { HygieneReasons } from "./hygiene-reasons";
import { HygieneSummary } from "./hygiene-summary";

type HygieneFleetProps = {
  fleet: Fleet;
  matching: (
    orgSlug: string,
    filter: z.input<typeof HygieneFilter>,
  ) => Promise<ActionResult<{ keyIds: string[] }>>;
  /** `null` for somebody who may change no key at all. */
  bulkActions: BulkActions | null;
};

type Mending = { reason: HygieneReasonKind; verb: BulkVerb; keyIds: string[] };

/** The fleet's score, what lowers it, and the keys it is about. What narrows the list is in the URL. */
export function HygieneFleet({ fleet, matching, bulkActions }: HygieneFleetProps) {
  const { orgSlug } = useKeyActions();
  const [isPending, startTransition] = useTransition();
  const [{ reason, grade }, setParams] = useQueryStates(hygieneParams, { shallow: false, startTransition });
  const [isLooking, startLooking] = useTransition();
  const [asked, setAsked] = useState<HygieneReasonKind | null>(null);
  const [mending, setMending] = useState<Mending | null>(null);
  const selection = useKeySelection(fleet.keys.map(({ id }) => id));
  const proving = useMemo(() => (bulkActions === null ? null : allSteppingUp(bulkActions)), [bulkActions]);
  const narrow = (next: { reason?: typeof reason; grade?: typeof grade }) =>
    void setParams({ ...next, page: null }, { history: "push" });
  const step = (page: number) =>
    page < 1 || page > fleet.pages
      ? undefined
      : () => void setParams({ page }, { history: "push", scroll: true });
  const mend = (kind: HygieneReasonKind, verb: BulkVerb) => {
    setAsked(kind);
    startLooking(async () => {
      const result = await matching(orgSlug, { reason: kind });
      if (result.ok && result.data.keyIds.length > 0)
        setMending({ reason: kind, verb, keyIds: result.data.keyIds });
      else if (!result.ok) notify.failed(result.error);
    });
  };
  return (
    <div className="grid gap-6">
      <div className="grid items-start gap-6 lg:grid-cols-[20rem_minmax(0,1fr)]">
        <HygieneSummary fleet={fleet} chosen={grade} onChoose={(next) => narrow({ grade: next })} />
        <HygieneReasons
          counts={fleet.reasons}
          chosen={reason}
          onChoose={(next) => narrow({ reason: next })}
          pending={isLooking ? asked : null}
          onMend={proving === null ? null : mend}
        />
      </div>
      <div aria-busy={isPending} className={cn("transition-opacity", isPending && "opacity-60")}>
        {fleet.keys.length === 0 ? (
          <EmptyState
            icon={SearchX}
            title="No key matches"
            action={<Button onClick={() => narrow({ reason: null, grade: null })}>Show all keys</Button>}
          >
            No key has this score for this reason.
          </EmptyState>
        ) : (
          <>
            {proving === null ? null : <KeysSelectHint />}
            <FleetTable keys={fleet.keys} selection={proving === null ? null : selection} />
          </>
        )}
        <Pagination
          className="mt-4"
          summary={
            <span role="status">
              {countKeys(fleet.total)}
              {reason === null && grade === null ? "" : fleet.total === 1 ? " matches" : " match"}
            </span>
          }
          previous={step(fleet.page - 1)}
          next={step(fleet.page + 1)}
        />
        {bulkActions === null ? null : (
          <BulkBar
            selection={selection}
            total={fleet.total}
            matching={() => matching(orgSlug, { reason, grade })}
            first="lowest"
            actions={bulkActions}
          />
        )}
      </div>
      {mending === null || proving === null ? null : (
        <BulkDialog
          key={mending.reason}
          verb={mending.verb}
          keyIds={mending.keyIds}
          kind={mending.reason === "many_networks" ? "ip" : "domain"}
          actions={proving}
          onClose={(gone) => {
            setMending(null);
            selection.setMany(gone, false);
          }}
        />
      )}
    </div>
  );
}
