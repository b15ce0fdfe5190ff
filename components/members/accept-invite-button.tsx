"use client";

import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import type { ActionResult } from "@/lib/actions/result";
import type { AcceptInviteInput } from "@/lib/members/schemas";

type AcceptInviteButtonProps = {
  by: AcceptInviteInput["by"];
  label: string;
  size?: "sm" | "lg";
  accept: (input: AcceptInviteInput) => Promise<ActionResult<never>>;
};

/** Joins the organization, which leads to its keys. */
export function AcceptInviteButton({ by, label, size = "lg", accept }: AcceptInviteButtonProps) {
  const [failure, setFailure] = useState<string>();
  const [pending, startTransition] = useTransition();
  const go = () =>
    startTransition(async () => {
      const result = await accept({ by });
      if (result && !result.ok) setFailure(result.error.message);
    });
  return (
    <div className="grid gap-2">
      <Button variant="primary" size={size} pending={pending} onClick={go}>
        {label}
      </Button>
      <div aria-live="assertive">{failure ? <p className="text-danger-ink text-sm">{failure}</p> : null}</div>
    </div>
  );
}
