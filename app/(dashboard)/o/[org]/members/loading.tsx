import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function MembersLoading() {
  return (
    <div role="status" aria-label="Loading members">
      <PageHeader title="Members" />
      <TableSkeleton />
    </div>
  );
}
