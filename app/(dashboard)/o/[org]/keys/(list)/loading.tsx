import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { TableSkeleton } from "@/components/ui/table-skeleton";

const CARDS = ["a", "b", "c", "d"];

export default function KeysLoading() {
  return (
    <div role="status" aria-label="Loading keys">
      <PageHeader title="Keys" actions={<Skeleton className="h-8 w-28" />} />
      <div className="mb-4 grid grid-cols-2 gap-2 md:flex">
        <Skeleton className="col-span-2 h-8 md:w-72" />
        <Skeleton className="h-8 md:w-40" />
        <Skeleton className="h-8 md:w-40" />
        <Skeleton className="h-8 md:w-40" />
        <Skeleton className="h-8 md:hidden" />
      </div>
      <TableSkeleton rows={10} columns={9} className="hidden md:block" />
      <div className="grid gap-3 md:hidden">
        {CARDS.map((card) => (
          <Skeleton key={card} className="h-64 rounded-lg" />
        ))}
      </div>
    </div>
  );
}
