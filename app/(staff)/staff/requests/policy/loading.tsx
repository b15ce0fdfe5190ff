import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function PolicyLoading() {
  return (
    <div role="status" aria-label="Loading policy">
      <PageHeader title="Policy for QPS requests" />
      <div className="grid max-w-3xl gap-6">
        <Skeleton className="h-44 rounded-lg" />
        <Skeleton className="h-52 rounded-lg" />
      </div>
    </div>
  );
}
