import { PageLoading } from "@/components/ui/page-loading";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function AlertsLoading() {
  return (
    <PageLoading title="Alerts">
      <TableSkeleton columns={3} />
    </PageLoading>
  );
}
