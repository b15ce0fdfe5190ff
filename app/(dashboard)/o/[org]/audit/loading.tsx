import { PageLoading } from "@/components/ui/page-loading";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function AuditLoading() {
  return (
    <PageLoading title="Audit">
      <TableSkeleton />
    </PageLoading>
  );
}
