import { PageLoading } from "@/components/ui/page-loading";
import { Skeleton } from "@/components/ui/skeleton";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function OrgsLoading() {
  return (
    <PageLoading title="Organizations" description="Every customer.">
      <Skeleton className="mb-4 h-8 w-72 max-w-full" />
      <TableSkeleton columns={7} rows={8} />
    </PageLoading>
  );
}
