import { Skeleton } from "@/components/ui/skeleton";

export default function OrgLoading() {
  return (
    <div role="status" aria-label="Loading organization">
      <Skeleton className="mb-2 h-7 w-56" />
      <Skeleton className="mb-6 h-6 w-40" />
      <div className="grid items-start gap-6 lg:grid-cols-[2fr_1fr]">
        <div className="grid gap-6">
          <Skeleton className="h-40 rounded-lg" />
          <Skeleton className="h-32 rounded-lg" />
          <Skeleton className="h-32 rounded-lg" />
        </div>
        <div className="grid gap-6">
          <Skeleton className="h-32 rounded-lg" />
          <Skeleton className="h-44 rounded-lg" />
          <Skeleton className="h-64 rounded-lg" />
        </div>
      </div>
    </div>
  );
}
