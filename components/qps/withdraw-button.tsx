"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { ReasonField } from "@/components/keys/reason-field";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import type { QpsRequestDetails } from "@/lib/qps/views";
import type { RequestActions } from "./request-actions";

type WithdrawButtonProps = {
  orgSlug: string;
  request: Pick<QpsRequestDetails, "id" | "version" | "phase">;
  withdraw: RequestActions["withdraw"];
};

/** Takes a request back, or throws a draft away. */
export function WithdrawButton({ orgSlug, request, withdraw }: WithdrawButtonProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const [reason, setReason] = useState("");
  const isDraft = request.phase === "draft";
  const what = isDraft ? "draft" : "request";
  return (
    <>
      <Button onClick={() => setOpen(true)}>Withdraw {what}</Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Withdraw this ${what}?`}
        confirmLabel={`Withdraw ${what}`}
        onConfirm={async () => {
          const result = await withdraw(orgSlug, {
            requestId: request.id,
            version: request.version,
            reason,
          });
          if (!result.ok) return result.error.message;
          notify.done(isDraft ? "Draft withdrawn" : "Request withdrawn");
          router.refresh();
          return undefined;
        }}
      >
        <p>
          {isDraft
            ? "It is not sent any more, and stays in the list."
            : "Nobody decides it any more. It stays in the list, and you can send a new one."}
        </p>
        {isDraft ? null : (
          <ReasonField
            value={reason}
            onChange={setReason}
            help="The provider reads it; kept in the audit log, too."
          />
        )}
      </ConfirmDialog>
    </>
  );
}
