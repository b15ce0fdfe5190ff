import { Skeleton } from "@/components/ui/skeleton";

export default function RequestLoading() {
  return (
    <div role="status" aria-label="Loading request">
      <Skeleton className="mb-3 h-7 w-72 max-w-full" />
      <Skeleton className="mb-6 h-4 w-52 max-w-full" />
      <Skeleton className="mb-6 h-16 rounded-lg" />
      <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
        <Skeleton className="h-96 rounded-lg" />
        <Skeleton className="h-96 rounded-lg" />
      </div>
    </div>
  );
}
