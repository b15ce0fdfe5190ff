import type { ReactNode } from "react";
import { proofMethodAction, proveAgainAction } from "@/app/account/actions";
import { StepUpDialog } from "@/components/accounts/step-up/step-up-dialog";

export default function AccountLayout({ children }: { children: ReactNode }) {
  return (
    <>
      {children}
      <StepUpDialog actions={{ proofMethod: proofMethodAction, proveAgain: proveAgainAction }} />
    </>
  );
}
