"use client";

import { useRouter } from "next/navigation";
import { useState } from "react";
import { steppingUp } from "@/components/accounts/step-up/ask-for-proof";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ConfirmDialog } from "@/components/ui/confirm-dialog";
import { notify } from "@/components/ui/notify";
import { RelativeTime } from "@/components/ui/relative-time";
import type { IdentityItem } from "@/lib/accounts/oidc/list";
import type { GoToProviderInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { goToProvider } from "./go-to-provider";

type IdentityPanelProps = {
  label: string;
  identities: readonly IdentityItem[];
  begin: (input: GoToProviderInput) => Promise<ActionResult<null>>;
  disconnect: () => Promise<ActionResult<null>>;
};

/** Whether the person can sign in through the identity provider, and the way to change that. */
export function IdentityPanel({ label, identities, begin, disconnect }: IdentityPanelProps) {
  const router = useRouter();
  const [pending, setPending] = useState(false);
  const [asking, setAsking] = useState(false);
  const connect = async () => {
    setPending(true);
    const result = await steppingUp(begin)({ intent: "connect", back: "/account" });
    if (!result.ok) notify.failed(result.error);
    else notify.failed({ message: await goToProvider({ destination: "/account" }) });
    setPending(false);
  };
  const end = async () => {
    const result = await steppingUp(disconnect)();
    if (!result.ok) return result.error.message;
    notify.done("Identity provider disconnected");
    router.refresh();
    return undefined;
  };
  if (identities.length === 0) {
    return (
      <div className="grid justify-items-start gap-4">
        <Badge tone="idle">Not connected</Badge>
        <Button pending={pending} onClick={() => void connect()}>
          Connect {label}
        </Button>
      </div>
    );
  }
  return (
    <div className="grid justify-items-start gap-4">
      <ul className="grid gap-2">
        {identities.map(({ issuer, email, lastUsedAt }) => (
          <li key={`${issuer} ${email}`}>
            <p className="flex flex-wrap items-center gap-x-3">
              <Badge tone="ok">Connected</Badge>
              <span className="wrap-anywhere">{email}</span>
            </p>
            <p className="text-sm text-ink-muted">
              <span className="wrap-anywhere">{issuer}</span> · last used <RelativeTime at={lastUsedAt} />
            </p>
          </li>
        ))}
      </ul>
      <Button onClick={() => setAsking(true)}>Disconnect…</Button>
      <ConfirmDialog
        open={asking}
        onOpenChange={setAsking}
        title={`Disconnect ${label}?`}
        confirmLabel="Disconnect"
        tone="danger"
        onConfirm={end}
      >
        <p>You sign in with your password from then on.</p>
      </ConfirmDialog>
    </div>
  );
}
