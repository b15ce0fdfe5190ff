import type { ReactNode } from "react";
import { PROOF_ACTIONS } from "@/app/account/proof-actions";
import { StepUpDialog } from "@/components/accounts/step-up/step-up-dialog";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <StepUpDialog actions={PROOF_ACTIONS} />
    </>
  );
}
