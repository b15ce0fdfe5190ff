"use client";

import { useId, useState } from "react";
import { DialogButtons } from "@/components/ui/dialog-buttons";
import { Spinner } from "@/components/ui/spinner";
import type { GoToProviderInput } from "@/lib/accounts/schemas";
import type { ActionResult } from "@/lib/actions/result";
import { ProofContent } from "./proof-content";
import { ProofForm } from "./proof-form";
import { ProviderProof } from "./provider-proof";
import { type HowToProve, useProofMethod } from "./use-proof-method";

export type ProofActions = {
  proofMethod: () => Promise<ActionResult<HowToProve>>;
  goToProvider: (input: GoToProviderInput) => Promise<ActionResult<null>>;
  proveAgain: (input: { proof: string }) => Promise<ActionResult<null>>;
};

type ProofQuestionProps = { actions: ProofActions; onProven: () => void };

/** Asks for the proof that this person can give. */
export function ProofQuestion({ actions, onProven }: ProofQuestionProps) {
  const formId = useId();
  const [pending, setPending] = useState(false);
  const { known, failure } = useProofMethod(actions.proofMethod);
  if (known?.method === "provider") {
    return <ProviderProof provider={known.provider} begin={actions.goToProvider} />;
  }
  return (
    <ProofContent
      pending={pending}
      footer={
        <DialogButtons form={formId} pending={pending} disabled={!known}>
          Confirm
        </DialogButtons>
      }
    >
      {known ? (
        <ProofForm
          id={formId}
          method={known.method}
          prove={actions.proveAgain}
          onPending={setPending}
          onProven={onProven}
        />
      ) : (
        <div aria-live="polite" className="min-h-16 text-ink-muted">
          {failure ?? <Spinner label="Loading" />}
        </div>
      )}
    </ProofContent>
  );
}
