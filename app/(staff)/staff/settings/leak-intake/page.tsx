import type { Metadata } from "next";
import { AddReporter } from "@/components/leaks/intake/add-reporter";
import { GithubCard } from "@/components/leaks/intake/github-card";
import { ReportersCard } from "@/components/leaks/intake/reporters-card";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { getIntake } from "@/lib/leak-intake/get-intake";
import { createReporterAction, revokeReporterAction } from "./actions";

export const metadata: Metadata = { title: "Leak intake" };

export default async function LeakIntakePage() {
  const ctx = await requireStaffPage("settings:manage");
  const intake = await getIntake(ctx);
  return (
    <>
      <PageHeader
        title="Leak intake"
        description="Who scans code in the open reports secrets here. Whose they are is looked up after the answer, so a report tells its sender nothing; then each customer’s own policy is followed."
        // Always in this one place: it shows the new token when the list stops being empty.
        actions={<AddReporter reportUrl={intake.reportUrl} create={createReporterAction} />}
      />
      <div className="grid max-w-4xl gap-6">
        <GithubCard intake={intake} />
        <ReportersCard intake={intake} revoke={revokeReporterAction} />
      </div>
    </>
  );
}
