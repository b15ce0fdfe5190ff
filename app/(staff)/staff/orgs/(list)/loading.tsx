import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function OrgsLoading() {
  return (
    <div role="status" aria-label="Loading organizations">
      <PageHeader title="Organizations" description="Every customer." />
      <Skeleton className="mb-4 h-8 w-72 max-w-full" />
      <TableSkeleton columns={7} rows={8} />
    </div>
  );
}
