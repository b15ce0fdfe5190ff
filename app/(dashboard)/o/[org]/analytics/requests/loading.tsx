import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function RequestsLoading() {
  return (
    <div role="status" aria-label="Loading request log">
      <PageHeader title="Request log" />
      <TableSkeleton />
    </div>
  );
}
