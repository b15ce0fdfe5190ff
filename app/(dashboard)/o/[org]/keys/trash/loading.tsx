import { PageLoading, RowPlaces } from "@/components/ui/page-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function TrashLoading() {
  return (
    <PageLoading title="Trash" description={<Skeleton className="h-10 w-full max-w-prose" />}>
      <RowPlaces rows={6} columns={6} cards={["h-44", "h-44", "h-44"]} />
    </PageLoading>
  );
}
