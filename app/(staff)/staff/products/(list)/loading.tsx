import { PageLoading } from "@/components/ui/page-loading";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function ProductsLoading() {
  return (
    <PageLoading title="Products">
      <TableSkeleton />
    </PageLoading>
  );
}
