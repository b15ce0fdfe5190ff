"use client";

import { type ReactNode, useState } from "react";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { formatAbsolute } from "@/components/ui/format-time";
import { notify } from "@/components/ui/notify";
import { Radio, RadioGroup } from "@/components/ui/radio-group";
import type { ActionResult } from "@/lib/actions/result";
import type { SecretFacts } from "@/lib/keys/get";
import { useKeyActions } from "./key-actions";
import { LastUsed } from "./last-used";
import { refusalSentence } from "./refusal-sentence";

export type RotationDialogName = "finish" | "extend" | "cancel";

/** How long after the rotation the old secret may still work, and when that is. */
export type LaterEnd = { hours: number; at: number };

type RotationDialogProps = {
  name: RotationDialogName;
  keyId: string;
  version: number;
  retiring: SecretFacts & { retiresAt: string };
  unused: SecretFacts | undefined;
  ends: readonly LaterEnd[];
  /** The page is about to show something newer. */
  isStale: boolean;
  /** Shows the page as it is now. */
  refresh: () => void;
  onOpenChange: (open: boolean) => void;
};

/** One of the questions about a rotation that is under way. */
export function RotationDialog({
  name,
  keyId,
  version,
  retiring,
  unused,
  ends,
  isStale,
  refresh,
  onOpenChange,
}: RotationDialogProps) {
  const { orgSlug, overlapCapHours, actions } = useKeyActions();
  const [hours, setHours] = useState(ends[0]?.hours ?? overlapCapHours);
  const ref = { keyId, version, reason: "" };
  const confirm = (act: () => Promise<ActionResult<null>>, done: string) => async () => {
    const result = await act();
    if (!result.ok) return refusalSentence(result.error);
    notify.done(done);
    refresh();
    return undefined;
  };
  const dialog = { open: true, onOpenChange, isStale };
  switch (name) {
    case "finish":
      return (
        <ConfirmDialog
          {...dialog}
          title="Finish this rotation?"
          confirmLabel="Finish rotation"
          tone="danger"
          onConfirm={confirm(() => actions.finishRotation(orgSlug, ref), "Rotation finished")}
        >
          <p>
            The old secret {nameOf(retiring)} stops working now and cannot be brought back. Calls with it are
            refused.
          </p>
          <p>
            Last used <LastUsed at={retiring.lastUsedAt} ip={retiring.lastUsedIp} />
          </p>
        </ConfirmDialog>
      );
    case "extend":
      return (
        <ConfirmDialog
          {...dialog}
          title="Extend this rotation"
          confirmLabel="Extend rotation"
          onConfirm={confirm(
            () => actions.extendRotation(orgSlug, { ...ref, overlapSeconds: hours * 3600 }),
            "Rotation extended",
          )}
        >
          <p>
            The old secret {nameOf(retiring)} ends at {formatAbsolute(Date.parse(retiring.retiresAt))}.
          </p>
          <Field
            label="Let it work until"
            group
            help={`At most ${overlapCapHours} hours after the rotation.`}
          >
            <RadioGroup value={String(hours)} onValueChange={(value) => setHours(Number(value))}>
              {ends.map((end) => (
                <Radio key={end.hours} value={String(end.hours)} label={formatAbsolute(end.at)} />
              ))}
            </RadioGroup>
          </Field>
        </ConfirmDialog>
      );
    case "cancel":
      // Somebody has used it while this was being asked.
      if (unused === undefined) return null;
      return (
        <ConfirmDialog
          {...dialog}
          title="Cancel this rotation?"
          confirmLabel="Return to the old secret"
          tone="danger"
          onConfirm={confirm(() => actions.cancelRotation(orgSlug, ref), "Rotation cancelled")}
        >
          <p>
            The old secret {nameOf(retiring)} is the current one again. The new one {nameOf(unused)} stops
            working for good. Every edge is asked first whether it has seen a call with it; that takes five
            seconds at most, in which the new secret is not accepted.
          </p>
        </ConfirmDialog>
      );
  }
}

function nameOf({ preview }: SecretFacts): ReactNode {
  return (
    <span className="font-mono text-sm whitespace-nowrap">
      kw_{preview.head}…{preview.tail}
    </span>
  );
}
