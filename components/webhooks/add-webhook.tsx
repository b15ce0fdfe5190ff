"use client";

import { Plus } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { NewSecret } from "./new-secret";
import type { WebhookActions } from "./webhook-actions";
import { webhookFormPart } from "./webhook-form-part";

type AddWebhookProps = { orgSlug: string; create: WebhookActions["create"] };

/** The button, the form behind it, and the secret, which is shown here once; then the new webhook's page. */
export function AddWebhook({ orgSlug, create }: AddWebhookProps) {
  const router = useRouter();
  const [open, setOpen] = useState(false);
  const [made, setMade] = useState<{ id: string; secret: string }>();
  const part = webhookFormPart.use(open);
  const change = (next: boolean) => {
    setOpen(next);
    if (made !== undefined) router.push(`/o/${orgSlug}/settings/webhooks/${made.id}`);
    setMade(undefined);
  };
  return (
    <>
      <Button
        variant="primary"
        onPointerEnter={webhookFormPart.load}
        onFocus={webhookFormPart.load}
        onClick={() => change(true)}
      >
        <Plus aria-hidden="true" className="size-4" />
        Add webhook
      </Button>
      <Dialog open={open} onOpenChange={change}>
        {open && made === undefined && part !== null ? (
          <part.WebhookForm
            title="Add webhook"
            description="From now on, what happens to your keys is sent to it."
            submitLabel="Add webhook"
            start={{ name: "", url: "", events: [], format: "standard" }}
            save={(fields) => create(orgSlug, fields)}
            onSaved={setMade}
          />
        ) : null}
        {open && made !== undefined ? (
          <NewSecret
            secret={made.secret}
            note="A receiver checks every message with it before it believes one. A chat needs no secret."
          />
        ) : null}
      </Dialog>
    </>
  );
}
