"use client";

import { Eye } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { refusalSentence } from "@/components/keys/refusal-sentence";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { VIEW_MINUTES } from "@/lib/support/schemas";
import type { SupportActions } from "./support-actions";

type ViewAsButtonProps = {
  org: { id: string; name: string };
  ticket: string;
  /** Page below the organization to begin with: `keys/key_…`. */
  path: string;
  startView: SupportActions["startView"];
};

/** Opens the customer's own dashboard, to look and not to touch. */
export function ViewAsButton({ org, ticket, path, startView }: ViewAsButtonProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const start = async () => {
    const result = await startView({ orgId: org.id, ticket });
    if (!result.ok) return refusalSentence(result.error);
    router.push(`/o/${result.data.orgSlug}/${path}`);
    return undefined;
  };
  return (
    <>
      <Button onClick={() => setOpen(true)}>
        <Eye aria-hidden="true" />
        View as customer
      </Button>
      <ConfirmDialog
        open={open}
        onOpenChange={setOpen}
        title={`View the dashboard of ${org.name}?`}
        confirmLabel="View as customer"
        onConfirm={start}
      >
        <p>
          For {VIEW_MINUTES} minutes you see what a viewer of this organization sees. Nothing can be changed
          from there, and no secret is shown.
        </p>
        <p>Its beginning and its end are in the customer’s audit log, with ticket {ticket}.</p>
      </ConfirmDialog>
    </>
  );
}
