import { Skeleton } from "@/components/ui/skeleton";

export default function KeyLoading() {
  return (
    <div role="status" aria-label="Loading key" className="grid gap-6">
      <div className="grid gap-3">
        <Skeleton className="h-7 w-64" />
        <Skeleton className="h-6 w-96 max-w-full" />
      </div>
      <Skeleton className="h-30 rounded-lg" />
      <div className="grid gap-6 lg:grid-cols-2">
        <Skeleton className="h-72 rounded-lg" />
        <Skeleton className="h-72 rounded-lg" />
      </div>
      <Skeleton className="h-80 rounded-lg" />
      <Skeleton className="h-96 rounded-lg" />
    </div>
  );
}
