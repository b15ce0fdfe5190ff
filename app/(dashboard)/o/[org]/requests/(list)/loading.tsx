import { PageLoading } from "@/components/ui/page-loading";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function RequestsLoading() {
  return (
    <PageLoading title="Requests">
      <TableSkeleton columns={6} />
    </PageLoading>
  );
}
