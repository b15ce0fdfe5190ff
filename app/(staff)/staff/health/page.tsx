import type { Metadata } from "next";
import { notFound } from "next/navigation";
import { AutoRefresh } from "@/components/health/auto-refresh";
import { DatabaseCard } from "@/components/health/database-card";
import { EdgeTable } from "@/components/health/edge-table";
import { FindingsList } from "@/components/health/findings-list";
import { MeasureButton } from "@/components/health/measure-button";
import { UpstreamTable } from "@/components/health/upstream-table";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { requireStaffPage } from "@/lib/accounts/session";
import { systemHealth } from "@/lib/health/system";
import { staffCan } from "@/lib/members/permissions";
import { measurePropagationAction } from "./actions";

export const metadata: Metadata = { title: "System health" };

const REFRESH_MS = 5_000;

export default async function HealthPage() {
  const ctx = await requireStaffPage();
  if (!staffCan(ctx.staffRole, "health:read")) notFound();
  const { edges, database, upstreams, findings, version } = await systemHealth(ctx);
  const live = edges.filter(({ isLive }) => isLive).length;
  return (
    <>
      <PageHeader
        title="System health"
        description={`Keyward ${version}. Edges say every two seconds how they are; this page looks every five.`}
        actions={<MeasureButton measure={measurePropagationAction} />}
      />
      <AutoRefresh everyMs={REFRESH_MS} />
      <div className="grid grid-cols-1 gap-8">
        <div role="status">
          <FindingsList findings={findings} edges={live} />
        </div>
        <section aria-labelledby="edges-title" className="grid grid-cols-1 gap-3">
          <div>
            <h2 id="edges-title" className="font-medium text-lg">
              Edges
            </h2>
            <p className="max-w-prose text-ink-muted">
              Lag is how old the latest look into the change log is: up to two seconds while nothing changes.
              A change is measured from the beginning of its transaction until the edge goes by it.
            </p>
          </div>
          {edges.length === 0 ? (
            <EmptyState title="No edge lives">Nobody answers metered calls. Start an edge.</EmptyState>
          ) : (
            <EdgeTable edges={edges} />
          )}
        </section>
        <section aria-labelledby="upstreams-title" className="grid grid-cols-1 gap-3">
          <div>
            <h2 id="upstreams-title" className="font-medium text-lg">
              Upstreams
            </h2>
            <p className="max-w-prose text-ink-muted">
              Calls since each living edge began. Upstreams of one address share their numbers.
            </p>
          </div>
          {upstreams.length === 0 ? (
            <EmptyState title="No upstream is in use">A product in service stands on one.</EmptyState>
          ) : (
            <UpstreamTable upstreams={upstreams} />
          )}
        </section>
        <DatabaseCard database={database} />
      </div>
    </>
  );
}
