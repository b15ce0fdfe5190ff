import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function UpstreamsLoading() {
  return (
    <div role="status" aria-label="Loading upstreams">
      <PageHeader title="Upstreams" />
      <TableSkeleton />
    </div>
  );
}
