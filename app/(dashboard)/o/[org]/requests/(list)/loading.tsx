import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function RequestsLoading() {
  return (
    <div role="status" aria-label="Loading requests">
      <PageHeader title="Requests" />
      <TableSkeleton columns={6} />
    </div>
  );
}
