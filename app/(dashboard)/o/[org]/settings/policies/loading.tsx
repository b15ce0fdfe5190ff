import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function PoliciesLoading() {
  return (
    <div role="status" aria-label="Loading policies">
      <PageHeader title="Policies" />
      <div className="grid max-w-3xl gap-6">
        <Skeleton className="h-52 rounded-lg" />
        <Skeleton className="h-60 rounded-lg" />
        <Skeleton className="h-52 rounded-lg" />
        <Skeleton className="h-48 rounded-lg" />
      </div>
    </div>
  );
}
