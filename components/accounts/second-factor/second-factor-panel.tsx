"use client";

import Link from "next/link";
import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { RelativeTime } from "@/components/ui/relative-time";
import type { CodeInput, RemoveSecondFactorInput } from "@/lib/accounts/schemas";
import type { SecondFactorState } from "@/lib/accounts/second-factor/read";
import type { ActionResult } from "@/lib/actions/result";
import { RemoveDialog } from "./remove-dialog";
import { RenewDialog } from "./renew-dialog";

type SecondFactorPanelProps = {
  state: SecondFactorState;
  remove: (input: RemoveSecondFactorInput) => Promise<ActionResult<null>>;
  renew: (input: CodeInput) => Promise<ActionResult<{ recoveryCodes: string[] }>>;
};

/** Whether there is a second factor, and what can be done about it. */
export function SecondFactorPanel({ state, remove, renew }: SecondFactorPanelProps) {
  const [shown, setShown] = useState<"remove" | "renew" | null>(null);
  if (state.since === null) {
    return (
      <div className="grid justify-items-start gap-4">
        <p>
          <Badge tone="idle">Off</Badge>
        </p>
        <Button asChild>
          <Link href="/account/second-factor">Set up second factor</Link>
        </Button>
      </div>
    );
  }
  const dialog = { open: true, onOpenChange: () => setShown(null) };
  return (
    <div className="grid justify-items-start gap-4">
      <div className="grid gap-1">
        <p className="flex flex-wrap items-center gap-x-3">
          <Badge tone="ok">On</Badge>
          <span className="text-sm text-ink-muted">
            since <RelativeTime at={state.since} />
          </span>
        </p>
        <p className={state.recoveryCodesLeft > 2 ? "text-sm text-ink-muted" : "text-sm text-warn-ink"}>
          {state.recoveryCodesLeft} of 10 recovery codes left
        </p>
      </div>
      <div className="flex flex-wrap gap-2">
        <Button onClick={() => setShown("renew")}>New recovery codes…</Button>
        <Button onClick={() => setShown("remove")}>Turn off…</Button>
      </div>
      {shown === "renew" ? <RenewDialog {...dialog} renew={renew} /> : null}
      {shown === "remove" ? <RemoveDialog {...dialog} state={state} remove={remove} /> : null}
    </div>
  );
}
