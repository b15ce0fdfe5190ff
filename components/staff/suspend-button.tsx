"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Field } from "@/components/ui/field";
import { formatExact } from "@/components/ui/format-number";
import { notify } from "@/components/ui/notify";
import { Textarea } from "@/components/ui/textarea";
import { SuspendOrgInput } from "@/lib/orgs/schemas";
import type { OrgActions } from "./org-actions";

type SuspendButtonProps = {
  org: { id: string; name: string };
  isSuspended: boolean;
  /** Keys that work now, and the calls they made in the last hour. */
  keys: number;
  callsLastHour: number;
  actions: Pick<OrgActions, "suspend" | "unsuspend">;
};

/** Stops every key of an organization, or lets them work again. Either is one click from the other. */
export function SuspendButton({ org, isSuspended, keys, callsLastHour, actions }: SuspendButtonProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const lift = async () => {
    const result = await actions.unsuspend({ orgId: org.id, reason: "" });
    if (result.ok) notify.done(`${org.name} is not suspended any more`);
    else notify.failed(result.error);
    router.refresh();
  };
  const suspend = async () => {
    const fault = SuspendOrgInput.shape.reason.safeParse(reason).error?.issues[0]?.message;
    if (fault !== undefined) return fault;
    const result = await actions.suspend({ orgId: org.id, reason });
    if (!result.ok) return result.error.message;
    notify.undoable(`${org.name} is suspended`, () => void lift());
    router.refresh();
    return undefined;
  };
  return (
    <>
      <Button variant={isSuspended ? "primary" : "secondary"} onClick={() => setOpen(true)}>
        {isSuspended ? "Lift suspension" : "Suspend organization"}
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={isSuspended ? `Lift the suspension of ${org.name}?` : `Suspend ${org.name}?`}
        confirmLabel={isSuspended ? "Lift suspension" : "Suspend organization"}
        tone={isSuspended ? "plain" : "danger"}
        onConfirm={async () => {
          if (!isSuspended) return suspend();
          await lift();
          return undefined;
        }}
      >
        {isSuspended ? (
          <p>
            Each of its keys is again what it was before, everywhere within a second. Its members are told.
          </p>
        ) : (
          <>
            <p>
              Every call with any of its {formatExact(keys)} working {keys === 1 ? "key" : "keys"} is refused,
              everywhere within a second. In the last hour there were {formatExact(callsLastHour)} calls.
              Nothing is lost: lift it and they work as before.
            </p>
            <Field label="Reason" required help="Its members read this, in the dashboard and by mail.">
              <Textarea
                rows={3}
                maxLength={500}
                value={reason}
                onChange={({ target }) => setReason(target.value)}
              />
            </Field>
          </>
        )}
      </ConfirmDialog>
    </>
  );
}
