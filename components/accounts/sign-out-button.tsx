"use client";

import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";

export function SignOutButton({ signOut }: { signOut: () => Promise<ActionResult<unknown> | undefined> }) {
  const [pending, startTransition] = useTransition();
  return (
    <Button
      pending={pending}
      onClick={() =>
        startTransition(async () => {
          const result = await signOut();
          if (result?.ok === false) notify.failed(result.error);
        })
      }
    >
      Sign out
    </Button>
  );
}
