"use client";

import { useRouter } from "next/navigation";
import { useEffect, useState, useTransition } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Dialog, DialogContent } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { notify } from "@/components/ui/notify";
import { Skeleton } from "@/components/ui/skeleton";
import type { MemberItem } from "@/lib/members/list";
import type { Leaving } from "@/lib/members/preview-removal";
import { type Decision, DecisionFields } from "./decision-fields";
import type { MemberActions, Removed } from "./member-actions";
import { RotatedList } from "./rotated-list";

type RemovalDialogProps = {
  orgSlug: string;
  orgName: string;
  /** Who goes; `null`: closed. */
  member: MemberItem | null;
  overlapCapHours: number;
  onClose: () => void;
  actions: Pick<MemberActions, "previewRemoval" | "remove" | "leave">;
};

/** Somebody goes: what of theirs is there, what becomes of it, and, after a rotation, the new secrets. */
export function RemovalDialog({ member, onClose, ...rest }: RemovalDialogProps) {
  const [removed, setRemoved] = useState<Removed | null>(null);
  const close = () => {
    setRemoved(null);
    onClose();
  };
  return (
    <Dialog
      open={member !== null}
      onOpenChange={(open) => {
        if (!open) close();
      }}
    >
      {removed && removed.rotated.length > 0 ? (
        <RotatedList orgSlug={rest.orgSlug} rotated={removed.rotated} onDone={close} />
      ) : member ? (
        <Decide key={member.userId} member={member} onClose={close} onRemoved={setRemoved} {...rest} />
      ) : null}
    </Dialog>
  );
}

type DecideProps = Omit<RemovalDialogProps, "member"> & {
  member: MemberItem;
  onRemoved: (removed: Removed) => void;
};

function Decide({ orgSlug, orgName, member, overlapCapHours, onClose, onRemoved, actions }: DecideProps) {
  const router = useRouter();
  const [leaving, setLeaving] = useState<Leaving | null>(null);
  const [failure, setFailure] = useState<string>();
  const [decision, setDecision] = useState<Decision>({ do: "transfer", toUserId: "", overlapHours: "24" });
  const [pending, startTransition] = useTransition();
  const { previewRemoval } = actions;
  useEffect(() => {
    let isGone = false;
    void previewRemoval(orgSlug, { userId: member.userId }).then((result) => {
      if (isGone) return;
      if (!result.ok) return setFailure(result.error.message);
      setLeaving(result.data);
      const heir = result.data.heirs[0]?.userId ?? "";
      setDecision((before) => ({ ...before, toUserId: before.toUserId || heir }));
    });
    return () => {
      isGone = true;
    };
  }, [previewRemoval, orgSlug, member.userId]);

  const go = () =>
    startTransition(async () => {
      const { toUserId, overlapHours } = decision;
      if (member.isMe) {
        const kind = decision.do === "rotate" ? "transfer" : decision.do;
        const result = await actions.leave(orgSlug, { keys: { do: kind, toUserId } });
        if (!result.ok) return setFailure(sentenceOf(result.error));
        window.location.assign("/o");
        await new Promise(() => undefined);
        return;
      }
      const keys =
        decision.do === "rotate"
          ? ({ do: "rotate", toUserId, overlapSeconds: Number(overlapHours) * 3600 } as const)
          : { do: decision.do, toUserId };
      const result = await steppingUp(actions.remove)(orgSlug, { userId: member.userId, keys });
      if (!result.ok) return setFailure(sentenceOf(result.error));
      notify.done(`${member.name} was removed`);
      router.refresh();
      if (result.data.rotated.length > 0) onRemoved(result.data);
      else onClose();
    });

  const verb = member.isMe ? "Leave organization" : "Remove member";
  return (
    <DialogContent
      title={member.isMe ? `Leave ${orgName}?` : `Remove ${member.name}?`}
      description={
        member.isMe
          ? "You lose this organization at once, in every session."
          : "They lose this organization at once, in every session, and cannot come back without an invitation."
      }
      locked={pending}
      footer={
        <DialogButtons
          tone="danger"
          pending={pending}
          disabled={leaving === null || decision.toUserId === ""}
          onConfirm={go}
        >
          {verb}
        </DialogButtons>
      }
    >
      <div className="grid gap-5">
        {leaving ? (
          <DecisionFields
            leaving={leaving}
            isMe={member.isMe}
            canRotate={!member.isMe}
            overlapCapHours={overlapCapHours}
            value={decision}
            onChange={setDecision}
          />
        ) : failure === undefined ? (
          <div role="status" aria-label="Counting their keys" className="grid gap-3">
            <Skeleton className="h-5 w-3/4" />
            <Skeleton className="h-24" />
          </div>
        ) : null}
        <div aria-live="assertive">{failure ? <p className="text-danger-ink">{failure}</p> : null}</div>
      </div>
    </DialogContent>
  );
}

function sentenceOf({ message, fields }: { message: string; fields?: Record<string, string[]> }): string {
  return Object.values(fields ?? {})[0]?.[0] ?? message;
}
