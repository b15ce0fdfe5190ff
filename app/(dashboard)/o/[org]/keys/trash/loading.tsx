import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { TableSkeleton } from "@/components/ui/table-skeleton";

const CARDS = ["a", "b", "c"];

export default function TrashLoading() {
  return (
    <div role="status" aria-label="Loading the trash">
      <PageHeader title="Trash" description={<Skeleton className="h-10 w-full max-w-prose" />} />
      <TableSkeleton rows={6} columns={6} className="hidden md:block" />
      <div className="grid gap-3 md:hidden">
        {CARDS.map((card) => (
          <Skeleton key={card} className="h-44 rounded-lg" />
        ))}
      </div>
    </div>
  );
}
