"use client";

import { Ellipsis, KeyRound, Pause, Pencil, Play, Send, Trash2 } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState, useTransition } from "react";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { Dialog } from "@/components/ui/dialog";
import { IconButton } from "@/components/ui/icon-button";
import { Menu, MenuContent, MenuItem, MenuSeparator, MenuTrigger } from "@/components/ui/menu";
import { notify } from "@/components/ui/notify";
import type { WebhookItem } from "@/lib/webhooks/schemas";
import { RotateSecretDialog } from "./rotate-secret-dialog";
import type { WebhookActions } from "./webhook-actions";
import { webhookFormPart } from "./webhook-form-part";
import { outcomeWords } from "./webhook-words";

type WebhookButtonsProps = {
  orgSlug: string;
  webhook: WebhookItem;
  actions: Pick<WebhookActions, "edit" | "rotate" | "test" | "disable" | "enable" | "remove">;
};

/** Everything that can be done to one webhook. */
export function WebhookButtons({ orgSlug, webhook, actions }: WebhookButtonsProps) {
  const router = useRouter();
  const [asked, setAsked] = useState<"edit" | "rotate" | "disable" | "remove" | null>(null);
  const [testing, startTest] = useTransition();
  const [enabling, startEnable] = useTransition();
  const ref = { webhookId: webhook.id };
  const isDisabled = webhook.status === "disabled";
  const close = () => setAsked(null);
  const part = webhookFormPart.use(asked === "edit");
  const test = () =>
    startTest(async () => {
      const result = await actions.test(orgSlug, ref);
      if (!result.ok) return notify.failed(result.error);
      if (result.data.arrived) notify.done(`Test arrived. ${outcomeWords(result.data)}`);
      else notify.failed({ message: `The test did not arrive. ${outcomeWords(result.data)}` });
      router.refresh();
    });
  const enable = () =>
    startEnable(async () => {
      const result = await actions.enable(orgSlug, ref);
      if (!result.ok) return notify.failed(result.error);
      notify.done("Webhook enabled");
      router.refresh();
    });
  return (
    <>
      {isDisabled ? (
        <Button variant="primary" pending={enabling} onClick={enable}>
          <Play aria-hidden="true" />
          Enable webhook
        </Button>
      ) : (
        <Button variant="primary" pending={testing} onClick={test}>
          <Send aria-hidden="true" />
          Send test
        </Button>
      )}
      <Menu onOpenChange={webhookFormPart.load}>
        <MenuTrigger asChild>
          <IconButton icon={Ellipsis} label="More actions" variant="secondary" />
        </MenuTrigger>
        <MenuContent>
          <MenuItem icon={Pencil} onSelect={() => setAsked("edit")}>
            Edit webhook
          </MenuItem>
          <MenuItem icon={KeyRound} onSelect={() => setAsked("rotate")}>
            Rotate secret
          </MenuItem>
          {isDisabled ? null : (
            <MenuItem icon={Pause} onSelect={() => setAsked("disable")}>
              Disable webhook
            </MenuItem>
          )}
          <MenuSeparator />
          <MenuItem icon={Trash2} tone="danger" onSelect={() => setAsked("remove")}>
            Remove webhook
          </MenuItem>
        </MenuContent>
      </Menu>
      <Dialog open={asked === "edit"} onOpenChange={close}>
        {asked === "edit" && part !== null ? (
          <part.WebhookForm
            title={`Edit “${webhook.name}”`}
            description="What waits to be sent goes to the new URL."
            submitLabel="Save webhook"
            start={{
              name: webhook.name,
              url: webhook.url,
              format: webhook.format,
              events: part.choosable(webhook.events),
            }}
            save={(fields) => actions.edit(orgSlug, { ...fields, ...ref, version: webhook.version })}
            onSaved={() => {
              close();
              notify.done("Webhook saved");
              router.refresh();
            }}
          />
        ) : null}
      </Dialog>
      <RotateSecretDialog
        orgSlug={orgSlug}
        webhook={webhook}
        open={asked === "rotate"}
        onOpenChange={() => {
          close();
          router.refresh();
        }}
        rotate={actions.rotate}
      />
      <ConfirmDialog
        open={asked === "disable"}
        onOpenChange={close}
        title={`Disable “${webhook.name}”?`}
        confirmLabel="Disable webhook"
        onConfirm={async () => {
          const result = await actions.disable(orgSlug, ref);
          if (!result.ok) return result.error.message;
          notify.done("Webhook disabled");
          router.refresh();
          return undefined;
        }}
      >
        <p>
          Nothing is sent to it, and what happens meanwhile is not kept for it. What waits now is given up;
          you can send it again from the log later.
        </p>
      </ConfirmDialog>
      <ConfirmDialog
        open={asked === "remove"}
        onOpenChange={close}
        title={`Remove “${webhook.name}”?`}
        tone="danger"
        confirmLabel="Remove webhook"
        typeToConfirm={webhook.name}
        onConfirm={async () => {
          const result = await actions.remove(orgSlug, ref);
          if (!result.ok) return result.error.message;
          notify.done("Webhook removed");
          router.push(`/o/${orgSlug}/settings/webhooks`);
          return undefined;
        }}
      >
        <p>Its secret and its log go with it, and what waits is not sent. This cannot be undone.</p>
      </ConfirmDialog>
    </>
  );
}
