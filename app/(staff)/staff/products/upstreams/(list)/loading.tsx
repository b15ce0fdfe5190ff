import { PageLoading } from "@/components/ui/page-loading";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function UpstreamsLoading() {
  return (
    <PageLoading title="Upstreams">
      <TableSkeleton />
    </PageLoading>
  );
}
