"use client";

import { useId, useState, useSyncExternalStore } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose, DialogContent } from "@/components/ui/dialog";
import { Spinner } from "@/components/ui/spinner";
import type { ProofMethod } from "@/lib/accounts/proof-method";
import type { ActionResult } from "@/lib/actions/result";
import { currentQuestion, onQuestion } from "./ask-for-proof";
import { ProofForm } from "./proof-form";
import { useProofMethod } from "./use-proof-method";

export type ProofActions = {
  proofMethod: () => Promise<ActionResult<{ method: ProofMethod }>>;
  proveAgain: (input: { proof: string }) => Promise<ActionResult<null>>;
};

const nothingOnServer = () => null;

/** The one dialog of a page that asks for a proof, whichever action needs it. */
export function StepUpDialog({ actions }: { actions: ProofActions }) {
  const question = useSyncExternalStore(onQuestion, currentQuestion, nothingOnServer);
  return (
    <Dialog open={question !== null} onOpenChange={(open) => open || question?.settle(false)}>
      {question ? <Question actions={actions} onProven={() => question.settle(true)} /> : null}
    </Dialog>
  );
}

function Question({ actions, onProven }: { actions: ProofActions; onProven: () => void }) {
  const formId = useId();
  const [pending, setPending] = useState(false);
  const method = useProofMethod(actions.proofMethod);
  return (
    <DialogContent
      title="Confirm that it is you"
      description="You will not be asked again for 5 minutes."
      size="sm"
      locked={pending}
      footer={
        <>
          <DialogClose asChild>
            <Button disabled={pending}>Cancel</Button>
          </DialogClose>
          <Button type="submit" form={formId} variant="primary" pending={pending} disabled={!method.known}>
            Confirm
          </Button>
        </>
      }
    >
      {method.known ? (
        <ProofForm
          id={formId}
          method={method.known}
          prove={actions.proveAgain}
          onPending={setPending}
          onProven={onProven}
        />
      ) : (
        <div aria-live="polite" className="min-h-16 text-ink-muted">
          {method.failure ?? <Spinner label="Loading" />}
        </div>
      )}
    </DialogContent>
  );
}
