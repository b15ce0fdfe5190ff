import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { UsageSkeleton } from "@/components/usage/usage-skeleton";

const FILTERS = { range: "w-36", detail: "w-32", keys: "w-44", products: "w-44" };

export default function AnalyticsLoading() {
  return (
    <>
      <PageHeader title="Analytics" />
      <div className="mb-4 flex flex-wrap gap-2">
        {Object.entries(FILTERS).map(([filter, width]) => (
          <Skeleton key={filter} className={`h-8 ${width}`} />
        ))}
      </div>
      <UsageSkeleton />
    </>
  );
}
