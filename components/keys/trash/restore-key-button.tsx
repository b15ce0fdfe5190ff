"use client";

import { RotateCcw } from "lucide-react";
import { useRouter } from "next/navigation";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { useKeyActions } from "../key-actions";

/** Takes a key out of the trash: it is again what it was. */
export function RestoreKeyButton({ keyId, name }: { keyId: string; name: string }) {
  const { orgSlug, actions } = useKeyActions();
  const router = useRouter();
  const [isPending, startTransition] = useTransition();
  const restore = () =>
    startTransition(async () => {
      const result = await actions.restoreKey(orgSlug, { keyId });
      if (result.ok) notify.done(`Key “${name}” restored`);
      else notify.failed(result.error);
      router.refresh();
    });
  return (
    <Button size="sm" pending={isPending} onClick={restore} aria-label={`Restore ${name}`}>
      <RotateCcw aria-hidden="true" />
      Restore
    </Button>
  );
}
