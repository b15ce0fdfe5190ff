import { PageLoading } from "@/components/ui/page-loading";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function MembersLoading() {
  return (
    <PageLoading title="Members">
      <TableSkeleton />
    </PageLoading>
  );
}
