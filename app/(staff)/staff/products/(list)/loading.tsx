import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function ProductsLoading() {
  return (
    <div role="status" aria-label="Loading products">
      <PageHeader title="Products" />
      <TableSkeleton />
    </div>
  );
}
