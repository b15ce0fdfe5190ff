import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function TokensLoading() {
  return (
    <div role="status" aria-label="Loading management tokens">
      <PageHeader title="Management tokens" />
      <div className="grid gap-3">
        <Skeleton className="h-28 rounded-lg" />
        <Skeleton className="h-28 rounded-lg" />
      </div>
    </div>
  );
}
