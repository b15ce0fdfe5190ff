import { cn } from "./cn";
import { Skeleton } from "./skeleton";

const WIDTHS = ["w-40", "w-28", "w-36", "w-20", "w-24", "w-32"] as const;

type TableSkeletonProps = {
  rows?: number;
  columns?: number;
  density?: "regular" | "compact";
  className?: string;
};

/** As tall as the table that replaces it: nothing jumps. */
export function TableSkeleton({
  rows = 10,
  columns = 5,
  density = "regular",
  className,
}: TableSkeletonProps) {
  const line = (key: number) => (
    <div
      key={key}
      className={cn(
        "flex items-center gap-6 border-b border-line px-3 last:border-b-0",
        density === "compact" ? "h-9" : "h-11",
      )}
    >
      {Array.from({ length: columns }, (_, column) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: boxes without identity that never move.
        <Skeleton key={column} className={cn("h-3.5 flex-1", WIDTHS[(key + column) % WIDTHS.length])} />
      ))}
    </div>
  );
  return (
    <div
      aria-hidden="true"
      className={cn("overflow-hidden rounded-lg border border-line bg-surface", className)}
    >
      <div className="h-9 border-b border-line bg-sunken" />
      {Array.from({ length: rows }, (_, row) => line(row))}
    </div>
  );
}
