import type { ReactNode } from "react";
import { DialogContent } from "@/components/ui/dialog";

type ProofContentProps = { pending: boolean; footer: ReactNode; children: ReactNode };

/** What asks somebody for a proof, however they give it. */
export function ProofContent({ pending, footer, children }: ProofContentProps) {
  return (
    <DialogContent
      title="Confirm that it is you"
      description="You will not be asked again for 5 minutes."
      size="sm"
      locked={pending}
      footer={footer}
    >
      {children}
    </DialogContent>
  );
}
