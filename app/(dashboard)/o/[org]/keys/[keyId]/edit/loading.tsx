import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function EditKeyLoading() {
  return (
    <div role="status" aria-label="Loading form">
      <PageHeader title="Edit key" />
      <div className="grid max-w-3xl gap-6">
        <Skeleton className="h-96 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-24 rounded-lg" />
        <Skeleton className="h-24 rounded-lg" />
      </div>
    </div>
  );
}
