import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function NewKeyLoading() {
  return (
    <div role="status" aria-label="Loading form">
      <PageHeader title="Create key" />
      <div className="grid max-w-2xl gap-7">
        <Skeleton className="h-20" />
        <Skeleton className="h-56 rounded-lg" />
        <Skeleton className="h-36" />
        <Skeleton className="h-24" />
      </div>
    </div>
  );
}
