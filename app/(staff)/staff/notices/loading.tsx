import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function NoticesLoading() {
  return (
    <div role="status" aria-label="Loading notices">
      <PageHeader title="Notices" />
      <TableSkeleton />
    </div>
  );
}
