import { Server } from "lucide-react";
import type { Metadata } from "next";
import { UpstreamTable } from "@/components/products/upstream-table";
import { CreateLink } from "@/components/ui/create-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { listUpstreams } from "@/lib/upstreams/list";
import { requireProductManager } from "../../require-manager";

export const metadata: Metadata = { title: "Upstreams" };

export default async function UpstreamsPage() {
  const ctx = await requireProductManager();
  const upstreams = await listUpstreams(ctx);
  const create = <CreateLink href="/staff/products/upstreams/new">Create upstream</CreateLink>;
  return (
    <>
      <PageHeader
        title="Upstreams"
        description="Where calls go once the edge let them pass, and the secrets it signs them with."
        actions={upstreams.length > 0 ? create : null}
      />
      {upstreams.length === 0 ? (
        <EmptyState icon={Server} title="No upstreams yet" action={create}>
          A product sends its calls to one. Several products can share it.
        </EmptyState>
      ) : (
        <UpstreamTable upstreams={upstreams} />
      )}
    </>
  );
}
