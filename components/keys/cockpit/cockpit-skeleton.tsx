import { Skeleton } from "@/components/ui/skeleton";

// Apart from the cockpit, which the loading state would else fetch a second time.

/** The same boxes, before there is anything in them. */
export function CockpitSkeleton() {
  return (
    <div role="status" aria-label="Loading the rotation" className="grid gap-4">
      <Skeleton className="h-16 rounded-lg" />
      <div className="grid grid-cols-1 gap-4 md:grid-cols-2">
        <Skeleton className="h-48 rounded-lg" />
        <Skeleton className="h-48 rounded-lg" />
      </div>
      <Skeleton className="h-96 rounded-lg" />
      <Skeleton className="h-64 rounded-lg" />
    </div>
  );
}
