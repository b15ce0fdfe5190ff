import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function InstallationKeysLoading() {
  return (
    <div role="status" aria-label="Loading installation keys">
      <PageHeader title="Installation keys" />
      <div className="grid gap-6">
        <Skeleton className="h-96 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
        <Skeleton className="h-64 rounded-lg" />
      </div>
    </div>
  );
}
