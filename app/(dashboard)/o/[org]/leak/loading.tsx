import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function LeakLoading() {
  return (
    <div role="status" aria-label="Loading">
      <PageHeader
        title="A key leaked"
        description="Find out which key it is, stop the damage, then clean up. The run-book has every step, also those outside of this dashboard."
      />
      <Skeleton className="h-72 max-w-4xl rounded-lg" />
    </div>
  );
}
