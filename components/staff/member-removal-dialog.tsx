"use client";

import { useEffect, useState } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { type Decision, DecisionFields } from "@/components/members/decision-fields";
import { FormDialog } from "@/components/ui/form-dialog";
import { FormField } from "@/components/ui/form-field";
import { notify } from "@/components/ui/notify";
import { Skeleton } from "@/components/ui/skeleton";
import { Textarea } from "@/components/ui/textarea";
import { useZodForm } from "@/components/ui/use-zod-form";
import type { Leaving } from "@/lib/members/preview-removal";
import { RemoveAsStaffInput } from "@/lib/members/schemas";
import type { OrgForStaff } from "@/lib/orgs/get-for-staff";
import type { OrgActions } from "./org-actions";

type MemberRemovalDialogProps = {
  orgId: string;
  member: OrgForStaff["members"][number];
  actions: Pick<OrgActions, "previewRemoval" | "removeMember">;
  onDone: () => void;
};

/** What a member of a customer leaves behind, what becomes of it, and why they go. */
export function MemberRemovalDialog({ orgId, member, actions, onDone }: MemberRemovalDialogProps) {
  const { userId, name } = member;
  const { previewRemoval } = actions;
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const form = useZodForm(RemoveAsStaffInput, {
    defaultValues: { orgId, userId, keys: { do: "transfer", toUserId: "" }, reason: "" },
  });
  const { setValue, setError } = form;
  useEffect(() => {
    let isGone = false;
    void previewRemoval({ orgId, userId }).then((result) => {
      if (isGone) return;
      if (!result.ok) {
        setError("root.server", { type: result.error.requestId, message: result.error.message });
        return;
      }
      setLeaving(result.data);
      setValue("keys.toUserId", result.data.heirs[0]?.userId ?? "");
    });
    return () => {
      isGone = true;
    };
  }, [previewRemoval, orgId, userId, setValue, setError]);
  const keys = form.watch("keys");
  return (
    <FormDialog
      title={`Remove ${name}?`}
      description="They lose this organization at once, in every session. It is in the organization’s audit log."
      submitLabel="Remove member"
      tone="danger"
      disabled={leaving === null || leaving.heirs.length === 0}
      form={form}
      submit={steppingUp(actions.removeMember)}
      onDone={() => {
        notify.done(`${name} was removed`);
        onDone();
      }}
    >
      {leaving === null ? (
        <div role="status" aria-label="Counting their keys" className="grid gap-3">
          <Skeleton className="h-5 w-3/4" />
          <Skeleton className="h-24" />
        </div>
      ) : (
        <>
          <DecisionFields
            leaving={leaving}
            isMe={false}
            canRotate={false}
            overlapCapHours={0}
            value={{ ...decided(keys), overlapHours: "0" }}
            onChange={(decision) => setValue("keys", decided(decision))}
          />
          {leaving.heirs.length === 0 ? null : (
            <FormField control={form.control} name="reason" label="Reason" required>
              {(field) => <Textarea rows={2} maxLength={500} {...field} />}
            </FormField>
          )}
        </>
      )}
    </FormDialog>
  );
}

/** The provider sees no secrets, so it rotates nothing. */
function decided({ do: kind, toUserId }: Pick<Decision, "toUserId"> & { do: string }) {
  return { do: kind === "disable" ? ("disable" as const) : ("transfer" as const), toUserId };
}
