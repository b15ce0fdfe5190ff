"use client";

import { useState } from "react";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Card, CardHeader } from "@/components/ui/card";
import { Chip } from "@/components/ui/chip";
import { Dialog } from "@/components/ui/dialog";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { Input } from "@/components/ui/input";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import { shorten } from "@/components/ui/shorten";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { FlagItem } from "@/lib/abuse/list";
import { ClearFlagInput, RaiseFlagInput } from "@/lib/abuse/schemas";
import type { OrgActions } from "./org-actions";

type FlagsCardProps = {
  orgId: string;
  flags: readonly FlagItem[];
  actions: Pick<OrgActions, "raiseFlag" | "clearFlag">;
};

/** Suspicions of misuse: they stop nothing, and nothing is granted automatically while one stands. */
export function FlagsCard({ orgId, flags, actions }: FlagsCardProps) {
  const [isRaising, setRaising] = useState(false);
  const [cleared, setCleared] = useState<FlagItem | null>(null);
  return (
    <Card aria-label="Abuse flags">
      <CardHeader
        title="Abuse flags"
        description="The customer does not see them."
        actions={
          <Button size="sm" onClick={() => setRaising(true)}>
            Raise flag
          </Button>
        }
      />
      {flags.length === 0 ? (
        <p className="px-5 pb-5 text-ink-muted">None. Nobody suspects misuse.</p>
      ) : (
        <ul className="divide-y divide-line border-line border-t">
          {flags.map((flag) => (
            <li
              key={flag.id}
              className="flex flex-wrap items-start justify-between gap-x-4 gap-y-2 px-5 py-3"
            >
              <div className="min-w-0 flex-1 basis-56">
                <p className="flex flex-wrap items-center gap-x-3">
                  <Badge tone={flag.cleared === null ? "warn" : "idle"}>
                    {flag.cleared === null ? "Open" : "Cleared"}
                  </Badge>
                  {flag.keyId === null ? (
                    <span className="text-ink-muted text-sm">whole organization</span>
                  ) : (
                    <Chip what="key ID" text={flag.keyId}>
                      {shorten(flag.keyId)}
                    </Chip>
                  )}
                </p>
                <p className="mt-1 whitespace-pre-wrap break-words">{flag.reason}</p>
                <p className="text-ink-muted text-sm">
                  {flag.raisedBy}, <RelativeTime at={flag.raisedAt} isPast />
                  {flag.cleared === null ? null : (
                    <>
                      {" "}
                      · cleared by {flag.cleared.by}, <RelativeTime at={flag.cleared.at} isPast />
                    </>
                  )}
                </p>
              </div>
              {flag.cleared === null ? (
                <Button size="sm" variant="ghost" onClick={() => setCleared(flag)}>
                  Clear flag
                </Button>
              ) : null}
            </li>
          ))}
        </ul>
      )}
      <Dialog open={isRaising} onOpenChange={setRaising}>
        {isRaising ? (
          <RaiseDialog orgId={orgId} raise={actions.raiseFlag} onDone={() => setRaising(false)} />
        ) : null}
      </Dialog>
      <Dialog open={cleared !== null} onOpenChange={() => setCleared(null)}>
        {cleared === null ? null : (
          <ClearDialog flag={cleared} clear={actions.clearFlag} onDone={() => setCleared(null)} />
        )}
      </Dialog>
    </Card>
  );
}

type RaiseDialogProps = { orgId: string; raise: OrgActions["raiseFlag"]; onDone: () => void };

function RaiseDialog({ orgId, raise, onDone }: RaiseDialogProps) {
  const form = useZodForm(RaiseFlagInput, { defaultValues: { orgId, keyId: null, reason: "" } });
  return (
    <FormDialog
      title="Raise abuse flag"
      description="It stops no call. Suspend the organization, or disable the key, to stop calls."
      submitLabel="Raise flag"
      form={form}
      submit={raise}
      onDone={() => {
        notify.done("Flag raised");
        onDone();
      }}
    >
      <FormField
        control={form.control}
        name="keyId"
        label="Key ID"
        optional
        help="Empty: the whole organization."
      >
        {({ value, onChange, ...field }) => (
          <Input
            {...field}
            autoComplete="off"
            spellCheck={false}
            placeholder="key_…"
            value={value ?? ""}
            onChange={({ target }) => onChange(target.value === "" ? null : target.value)}
          />
        )}
      </FormField>
      <FormField control={form.control} name="reason" label="What was seen" required>
        {(field) => <Textarea rows={3} maxLength={500} {...field} />}
      </FormField>
    </FormDialog>
  );
}

type ClearDialogProps = { flag: FlagItem; clear: OrgActions["clearFlag"]; onDone: () => void };

function ClearDialog({ flag, clear, onDone }: ClearDialogProps) {
  const form = useZodForm(ClearFlagInput, { defaultValues: { flagId: flag.id, reason: "" } });
  return (
    <FormDialog
      title="Clear abuse flag"
      description={flag.reason}
      submitLabel="Clear flag"
      form={form}
      submit={clear}
      onDone={() => {
        notify.done("Flag cleared");
        onDone();
      }}
    >
      <FormField
        control={form.control}
        name="reason"
        label="What it was"
        optional
        help="Kept in the audit log."
      >
        {(field) => <Textarea rows={2} maxLength={500} {...field} value={field.value ?? ""} />}
      </FormField>
    </FormDialog>
  );
}
