"use client";

import { Pause, Play, Radio, Trash2 } from "lucide-react";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { formatExact } from "@/components/ui/format-number";
import type { LoggedRequest } from "@/lib/usage/request-schemas";
import { RequestList } from "./request-list";
import { TAIL_SHOWN, type TailState, useTail } from "./use-tail";

type LiveTailProps = {
  orgSlug: string;
  /** The log's filters, as its address has them. */
  filter: string;
  keyNames: Readonly<Record<string, string>>;
  productNames: Readonly<Record<string, string>>;
};

/** Calls as they come. While this is open every call is kept in the log. */
export function LiveTail({ orgSlug, filter, keyNames, productNames }: LiveTailProps) {
  const [state, { clear, again }] = useTail(orgSlug, filter);
  const [held, setHeld] = useState<readonly LoggedRequest[] | null>(null);
  const { status, requests, seen, missed } = state;
  const waiting = held === null ? 0 : countNew(requests, held);
  return (
    <section aria-label="Live tail">
      <div className="mb-3 flex flex-wrap items-center gap-x-4 gap-y-2">
        <span role="status">
          <StatusBadge state={state} isHeld={held !== null} />
        </span>
        <span className="text-sm text-ink-muted">
          {formatExact(seen)} {seen === 1 ? "call" : "calls"} since it was opened
          {missed > 0 ? `, ${formatExact(missed)} of them too fast to be shown` : ""}
          {seen > TAIL_SHOWN ? `; the latest ${TAIL_SHOWN} are here` : ""}
        </span>
        <span className="ml-auto flex gap-2">
          {held === null ? (
            <Button size="sm" onClick={() => setHeld(requests)} disabled={requests.length === 0}>
              <Pause aria-hidden="true" />
              Pause list
            </Button>
          ) : (
            <Button size="sm" onClick={() => setHeld(null)}>
              <Play aria-hidden="true" />
              Show new calls{waiting > 0 ? ` (${formatExact(waiting)})` : ""}
            </Button>
          )}
          <Button
            size="sm"
            onClick={() => {
              clear();
              setHeld(null);
            }}
            disabled={requests.length === 0}
          >
            <Trash2 aria-hidden="true" />
            Clear list
          </Button>
        </span>
      </div>
      {status === "failed" || status === "ended" || status === "signed_out" ? (
        <Banner
          tone={status === "ended" ? "info" : "warn"}
          title={TITLES[status]}
          action={
            status === "signed_out" ? undefined : (
              <Button size="sm" onClick={again}>
                Watch again
              </Button>
            )
          }
        >
          {state.message ?? WORDS[status]}
        </Banner>
      ) : null}
      {requests.length === 0 ? (
        <EmptyState icon={Radio} title={status === "open" ? "Waiting for calls" : "Nothing was seen"}>
          Every call that matches the filters appears here within seconds of its end.
        </EmptyState>
      ) : (
        <RequestList
          orgSlug={orgSlug}
          requests={held ?? requests}
          asked={null}
          keyNames={keyNames}
          productNames={productNames}
          hasClock
        />
      )}
    </section>
  );
}

const TITLES = {
  failed: "The live tail cannot be opened",
  ended: "The live tail has closed after 15 minutes",
  signed_out: "You may not watch these calls any more",
} as const;

const WORDS = {
  failed: "",
  ended: "While one is open every edge keeps every call, so it does not stay open by itself.",
  signed_out: "Your session, or your place in this organization, has ended. Reload the page.",
} as const;

function StatusBadge({ state, isHeld }: { state: TailState; isHeld: boolean }) {
  if (state.status === "open")
    return isHeld ? <Badge tone="info">Live, list paused</Badge> : <Badge tone="ok">Live</Badge>;
  if (state.status === "connecting") return <Badge tone="idle">Connecting</Badge>;
  return <Badge tone={state.status === "ended" ? "idle" : "warn"}>Closed</Badge>;
}

function countNew(requests: readonly LoggedRequest[], held: readonly LoggedRequest[]): number {
  const latest = held[0]?.requestId;
  const at = requests.findIndex(({ requestId }) => requestId === latest);
  return at < 0 ? requests.length : at;
}
