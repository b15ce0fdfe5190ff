import { ShieldCheck } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { HygieneFleet } from "@/components/hygiene/hygiene-fleet";
import { loadHygieneParams } from "@/components/hygiene/hygiene-params";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireOrg } from "@/lib/accounts/session";
import { keyFleet } from "@/lib/hygiene/fleet";
import { FleetInput } from "@/lib/hygiene/schemas";
import { can } from "@/lib/members/permissions";
import { previewBulkAction, runBulkAction, undoBulkAction } from "../(list)/bulk-actions";
import { matchingFleetAction } from "./actions";

export const metadata: Metadata = { title: "Key hygiene" };

const BULK_ACTIONS = { preview: previewBulkAction, run: runBulkAction, undo: undoBulkAction };

type HygienePageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function HygienePage({ params, searchParams }: HygienePageProps) {
  const ctx = await requireOrg((await params).org);
  const { data: input = FleetInput.parse({}) } = FleetInput.safeParse(await loadHygieneParams(searchParams));
  const fleet = await keyFleet(ctx, input);
  return (
    <>
      <PageHeader
        title="Key hygiene"
        description="How safely your keys are set up and used: 100 points, less what somebody could mend. Calls of the last 30 days count."
      />
      {fleet.scored === 0 ? (
        <EmptyState icon={ShieldCheck} title="No key to score">
          {fleet.others === 0
            ? "Once your organization has a key, its score and what lowers it are here."
            : "All keys of your organization are disabled or expired; nothing can be called with them."}
        </EmptyState>
      ) : (
        <HygieneFleet
          fleet={fleet}
          matching={matchingFleetAction}
          bulkActions={can(ctx.role, "keys:edit", true) ? BULK_ACTIONS : null}
        />
      )}
    </>
  );
}
