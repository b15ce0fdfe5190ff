"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import type { ActionResult } from "@/lib/actions/result";
import type { UpstreamRef } from "@/lib/upstreams/schemas";

type RemoveUpstreamProps = {
  upstreamId: string;
  name: string;
  remove: (input: UpstreamRef) => Promise<ActionResult<null>>;
};

/** Removes an upstream that no product stands on. */
export function RemoveUpstream({ upstreamId, name, remove }: RemoveUpstreamProps) {
  const router = useRouter();
  const [isOpen, setOpen] = useState(false);
  const confirm = async () => {
    const result = await remove({ upstreamId });
    if (!result.ok) return result.error.message;
    notify.done(`Upstream “${name}” removed`);
    router.push("/staff/products/upstreams");
    return undefined;
  };
  return (
    <>
      <Button variant="danger" onClick={() => setOpen(true)}>
        Remove upstream…
      </Button>
      <ConfirmDialog
        open={isOpen}
        onOpenChange={setOpen}
        title={`Remove “${name}”?`}
        confirmLabel="Remove upstream"
        tone="danger"
        onConfirm={confirm}
      >
        <p>No product stands on it. Its signing secrets are gone for good.</p>
      </ConfirmDialog>
    </>
  );
}
