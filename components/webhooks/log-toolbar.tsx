"use client";

import { useRouter } from "next/navigation";
import { useQueryStates } from "nuqs";
import { useTransition } from "react";
import { Button } from "@/components/ui/button";
import { notify } from "@/components/ui/notify";
import { Segmented } from "@/components/ui/segmented";
import { logParams } from "./log-params";
import type { WebhookActions } from "./webhook-actions";

const VIEWS = [
  { value: "all", label: "All" },
  { value: "arrived", label: "Arrived" },
  { value: "waiting", label: "Waiting" },
  { value: "given_up", label: "Given up" },
] as const;

type LogToolbarProps = {
  orgSlug: string;
  webhookId: string;
  canSend: boolean;
  /** What is listed leaves room for something that did not arrive. */
  mayHaveFailed: boolean;
  resendFailed: WebhookActions["resendFailed"];
};

/** Which deliveries are shown, and the way to take up all that were given up. */
export function LogToolbar({ orgSlug, webhookId, canSend, mayHaveFailed, resendFailed }: LogToolbarProps) {
  const router = useRouter();
  const [pending, startTransition] = useTransition();
  const [sending, startSending] = useTransition();
  const [{ show }, setParams] = useQueryStates(logParams, { shallow: false, startTransition });
  const resend = () =>
    startSending(async () => {
      const result = await resendFailed(orgSlug, { webhookId });
      if (!result.ok) return notify.failed(result.error);
      const { count } = result.data;
      if (count === 0) notify.info("Nothing was given up that has not arrived since");
      else notify.done(count === 1 ? "1 event is sent again" : `${count} events are sent again`);
      router.refresh();
    });
  return (
    <search aria-busy={pending} className="flex flex-wrap items-center justify-between gap-2">
      <Segmented
        aria-label="Which deliveries"
        options={VIEWS}
        value={show}
        onValueChange={(value) => void setParams({ show: value, before: null })}
      />
      {mayHaveFailed ? (
        <Button size="sm" pending={sending} disabled={!canSend} onClick={resend}>
          Send again what did not arrive
        </Button>
      ) : null}
    </search>
  );
}
