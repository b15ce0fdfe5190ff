import { Skeleton } from "@/components/ui/skeleton";

/** The places of the form's cards before there is anything in them. */
export function FormSkeleton() {
  return (
    <div className="grid grid-cols-1 gap-6 lg:grid-cols-[minmax(0,1fr)_23rem]">
      <div className="grid content-start gap-6">
        <Skeleton className="h-44 rounded-lg" />
        <Skeleton className="h-[34rem] rounded-lg" />
      </div>
      <Skeleton className="h-80 rounded-lg" />
    </div>
  );
}
