"use client";

import { useState } from "react";
import { Button } from "@/components/ui/button";
import { DialogClose } from "@/components/ui/dialog";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import type { GoToProviderInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { goToProvider } from "../go-to-provider";
import { ProofContent } from "./proof-content";

type ProviderProofProps = {
  /** Its name on buttons; null when none is configured any more. */
  provider: string | null;
  begin: (input: GoToProviderInput) => Promise<ActionResult<null>>;
};

/** For a person with neither password nor second factor: the provider asks, and leads back to this page. */
export function ProviderProof({ provider, begin }: ProviderProofProps) {
  const [pending, setPending] = useState(false);
  const [failure, setFailure] = useState<string>();
  const go = async () => {
    setPending(true);
    const back = `${window.location.pathname}${window.location.search}`;
    const result = await begin({ intent: "prove", back });
    setFailure(result.ok ? await goToProvider({ destination: back, fresh: true }) : result.error.message);
    setPending(false);
  };
  return (
    <ProofContent
      pending={pending}
      footer={
        provider === null ? (
          <DialogClose asChild>
            <Button>Cancel</Button>
          </DialogClose>
        ) : (
          <DialogButtons pending={pending} onConfirm={() => void go()}>
            Confirm with {provider}
          </DialogButtons>
        )
      }
    >
      <p>
        {provider === null
          ? "You have no password. Choose one through “Forgot your password?” on the sign-in page, then try again."
          : "Your identity provider asks who you are and leads you back here. Then do it again."}
      </p>
      <div aria-live="assertive" className="empty:hidden">
        {failure ? <p className="mt-3 text-danger-ink">{failure}</p> : null}
      </div>
    </ProofContent>
  );
}
