import { PageLoading } from "@/components/ui/page-loading";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function NoticesLoading() {
  return (
    <PageLoading title="Notices">
      <TableSkeleton />
    </PageLoading>
  );
}
