"use client";

import dynamic from "next/dynamic";
import { useSyncExternalStore } from "react";
import { Dialog } from "@/components/ui/dialog";
import { currentQuestion, onQuestion } from "./ask-for-proof";
import type { ProofActions } from "./proof-question";

// Forms and their checks come with the first question, not with every page.
const ProofQuestion = dynamic(() => import("./proof-question").then((module) => module.ProofQuestion), {
  ssr: false,
});

const nothingOnServer = () => null;

/** The one dialog of a page that asks for a proof, whichever action needs it. */
export function StepUpDialog({ actions }: { actions: ProofActions }) {
  const question = useSyncExternalStore(onQuestion, currentQuestion, nothingOnServer);
  return (
    <Dialog open={question !== null} onOpenChange={(open) => open || question?.settle(false)}>
      {question ? <ProofQuestion actions={actions} onProven={() => question.settle(true)} /> : null}
    </Dialog>
  );
}
