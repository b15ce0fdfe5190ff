import { PageHeader } from "@/components/ui/page-header";
import { TableSkeleton } from "@/components/ui/table-skeleton";

export default function AuditLoading() {
  return (
    <div role="status" aria-label="Loading audit log">
      <PageHeader title="Audit" />
      <TableSkeleton />
    </div>
  );
}
