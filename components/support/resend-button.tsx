"use client";

import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { NOT_MAILED } from "@/components/members/not-mailed";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import type { SupportActions } from "./support-actions";

type ResendButtonProps = {
  invite: { orgId: string; inviteId: string; email: string; ticket: string };
  resendInvite: SupportActions["resendInvite"];
};

/** Mails an invitation again, to the address the customer gave. */
export function ResendButton({ invite: { email, ...ref }, resendInvite }: ResendButtonProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const resend = () =>
    startTransition(async () => {
      const result = await resendInvite(ref);
      if (!result.ok) notify.failed(result.error);
      else if (result.data.isMailed) notify.done(`Invitation sent to ${email}`);
      else notify.failed(NOT_MAILED);
      router.refresh();
    });
  return (
    <Button size="sm" pending={pending} onClick={resend} aria-label={`Send the invitation of ${email} again`}>
      Send again
    </Button>
  );
}
