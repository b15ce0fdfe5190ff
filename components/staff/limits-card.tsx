"use client";

import { useState } from "react";
import { PERIOD_WORDS, UNIT_WORDS } from "@/components/keys/limit-words";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { formatExact } from "@/components/ui/format-number";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { GrantedLimit } from "@/lib/limits/list-granted";
import { GrantDialog } from "./grant-dialog";
import type { OrgActions } from "./org-actions";

type LimitsCardProps = {
  orgId: string;
  limits: readonly GrantedLimit[];
  actions: Pick<OrgActions, "grantLimit" | "endLimit">;
};

/** What was granted beside the plan: ceilings of the whole organization, and limits of single keys. */
export function LimitsCard({ orgId, limits, actions }: LimitsCardProps) {
  const [isGranting, setGranting] = useState(false);
  const [ended, setEnded] = useState<GrantedLimit | null>(null);
  return (
    <Card aria-label="Granted limits">
      <CardHeader
        title="Granted limits"
        description="Beside the plan. They begin and end by themselves."
        actions={
          <Button size="sm" onClick={() => setGranting(true)}>
            Grant limit
          </Button>
        }
      />
      {limits.length === 0 ? (
        <p className="px-5 pb-5 text-ink-muted">None. The plan, and the defaults of each class, hold.</p>
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {limits.map((limit) => (
            <li
              key={limit.id}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 py-3"
            >
              <div className="min-w-0 flex-1 basis-56">
                <p>
                  <span className="font-medium tabular-nums">{formatExact(limit.value)}</span> {whatOf(limit)}
                </p>
                <p className="text-ink-muted text-sm">
                  {limit.key === null ? "Whole organization" : limit.key.name}
                  {limit.className === null ? "" : ` · ${limit.className}`} ·{" "}
                  {limit.hasBegun ? "since" : "begins"} <RelativeTime at={limit.from} />
                  {limit.until === null ? (
                    ", without end"
                  ) : (
                    <>
                      , until <RelativeTime at={limit.until} />
                    </>
                  )}
                </p>
              </div>
              <Button size="sm" variant="ghost" onClick={() => setEnded(limit)}>
                End limit
              </Button>
            </li>
          ))}
        </ul>
      )}
      <Dialog open={isGranting} onOpenChange={setGranting}>
        {isGranting ? (
          <GrantDialog orgId={orgId} grant={actions.grantLimit} onDone={() => setGranting(false)} />
        ) : null}
      </Dialog>
      <ConfirmDialog
        open={ended !== null}
        onOpenChange={() => setEnded(null)}
        title="End this limit now?"
        confirmLabel="End limit"
        tone="danger"
        onConfirm={async () => {
          if (ended === null) return undefined;
          const result = await actions.endLimit({ limitId: ended.id });
          if (!result.ok) return result.error.message;
          notify.done("Limit ended");
          return undefined;
        }}
      >
        <p>
          {ended?.hasBegun === false
            ? "It has not begun, so it never will."
            : "What was agreed before it is in force again, everywhere within a second."}
        </p>
      </ConfirmDialog>
    </Card>
  );
}

/** What is counted, after its number: `5,000 requests per month`. */
function whatOf({ kind, unit }: GrantedLimit): string {
  switch (kind) {
    case "qps":
      return "queries per second";
    case "qps_address":
      return "queries per second and client address";
    case "concurrency":
      return "calls at the same time";
    default:
      return `${UNIT_WORDS[unit]} ${PERIOD_WORDS[kind]}`;
  }
}
