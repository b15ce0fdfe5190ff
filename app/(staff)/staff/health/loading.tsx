import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function HealthLoading() {
  return (
    <div role="status" aria-label="Loading system health">
      <PageHeader title="System health" />
      <div className="grid gap-8">
        <Skeleton className="h-16 rounded-lg" />
        <TableSkeleton rows={3} />
        <TableSkeleton rows={2} />
      </div>
    </div>
  );
}
