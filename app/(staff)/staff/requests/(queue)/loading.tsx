import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function QueueLoading() {
  return (
    <div role="status" aria-label="Loading requests">
      <PageHeader title="QPS requests" />
      <TableSkeleton columns={7} />
    </div>
  );
}
