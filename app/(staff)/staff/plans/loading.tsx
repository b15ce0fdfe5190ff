import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function PlansLoading() {
  return (
    <div role="status" aria-label="Loading plans">
      <PageHeader title="Plans" />
      <div className="grid gap-4 xl:grid-cols-2">
        <Skeleton className="h-48 rounded-lg" />
        <Skeleton className="h-48 rounded-lg" />
      </div>
    </div>
  );
}
