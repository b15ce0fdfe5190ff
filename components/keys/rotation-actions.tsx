"use client";

import { useRouter } from "next/navigation";
import { type ReactNode, useState } from "react";
import { Button } from "@/components/ui/button";
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

type RotationActionsProps = {
  keyId: string;
  version: number;
  /** ISO 8601. */
  rotatedAt: string;
  retiring: SecretFacts & { retiresAt: string };
  /** The new secret, as long as nobody has used it. */
  unused: SecretFacts | undefined;
};

const HOUR_MS = 3_600_000;
const LATER_HOURS = [3, 6, 12, 24, 48, 168, 720];

/** Ends a rotation that is under way, lets it last longer, or takes it back while that is possible. */
export function RotationActions({ keyId, version, rotatedAt, retiring, unused }: RotationActionsProps) {
  const { orgSlug, overlapCapHours, actions } = useKeyActions();
  const ref = { keyId, version, reason: "" };
  const ends = [...LATER_HOURS.filter((hours) => hours < overlapCapHours), overlapCapHours]
    .map((hours) => ({ hours, at: Date.parse(rotatedAt) + hours * HOUR_MS }))
    .filter(({ at }) => at > Date.parse(retiring.retiresAt));
  const [hours, setHours] = useState(ends[0]?.hours);
  return (
    <div className="mt-3 flex flex-wrap gap-2">
      <Deed
        label="Finish now"
        title="Finish this rotation?"
        confirmLabel="Finish rotation"
        tone="danger"
        done="Rotation finished"
        act={() => actions.finishRotation(orgSlug, ref)}
      >
        <p>
          The old secret {nameOf(retiring)} stops working now and cannot be brought back. Calls with it are
          refused.
        </p>
        <p>
          Last used <LastUsed at={retiring.lastUsedAt} ip={retiring.lastUsedIp} />
        </p>
      </Deed>
      {ends.length > 0 && hours !== undefined ? (
        <Deed
          label="Extend…"
          title="Extend this rotation"
          confirmLabel="Extend rotation"
          done="Rotation extended"
          act={() => actions.extendRotation(orgSlug, { ...ref, overlapSeconds: hours * 3600 })}
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
        </Deed>
      ) : null}
      {unused ? (
        <Deed
          label="Cancel rotation"
          title="Cancel this rotation?"
          confirmLabel="Return to the old secret"
          tone="danger"
          done="Rotation cancelled"
          act={() => actions.cancelRotation(orgSlug, ref)}
        >
          <p>
            The old secret {nameOf(retiring)} is the current one again. The new one {nameOf(unused)} stops
            working for good. Every edge is asked first whether it has seen a call with it; that takes five
            seconds at most, in which the new secret is not accepted.
          </p>
        </Deed>
      ) : null}
    </div>
  );
}

type DeedProps = {
  label: string;
  title: string;
  confirmLabel: string;
  tone?: "plain" | "danger";
  /** What is said once it is done. */
  done: string;
  act: () => Promise<ActionResult<null>>;
  children: ReactNode;
};

function Deed({ label, done, act, ...dialog }: DeedProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const confirm = async () => {
    const result = await act();
    if (!result.ok) return refusalSentence(result.error);
    notify.done(done);
    router.refresh();
    return undefined;
  };
  return (
    <>
      <Button size="sm" onClick={() => setOpen(true)}>
        {label}
      </Button>
      <ConfirmDialog open={open} onOpenChange={setOpen} onConfirm={confirm} {...dialog} />
    </>
  );
}

function nameOf({ preview }: SecretFacts): ReactNode {
  return (
    <span className="font-mono text-sm whitespace-nowrap">
      kw_{preview.head}…{preview.tail}
    </span>
  );
}
