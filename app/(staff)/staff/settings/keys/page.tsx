import type { Metadata } from "next";
import { KeepFresh } from "@/components/material/keep-fresh";
import { RingCard } from "@/components/material/ring-card";
import { SigningKeys } from "@/components/material/signing-keys";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { materialOverview } from "@/lib/material/overview";
import { rotateSigningKeyAction, sealAgainAction } from "./actions";

export const metadata: Metadata = { title: "Installation keys" };

export default async function InstallationKeysPage() {
  const ctx = await requireStaffPage("settings:manage");
  const { rings, tokenKeys } = await materialOverview(ctx);
  const isMoving = rings.some(({ step }) => step !== "rest" && step !== "mend");
  return (
    <>
      <PageHeader
        title="Installation keys"
        description="What Keyward itself seals and signs with. The keys are in the settings of each instance and on no page, this one included."
      />
      {isMoving ? <KeepFresh /> : null}
      <div className="grid gap-6">
        {rings.map((ring) => (
          <RingCard key={ring.name} ring={ring} sealAgain={sealAgainAction} />
        ))}
        <SigningKeys keys={tokenKeys} rotate={rotateSigningKeyAction} />
      </div>
    </>
  );
}
