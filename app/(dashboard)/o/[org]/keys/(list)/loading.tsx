import { PageLoading, RowPlaces } from "@/components/ui/page-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function KeysLoading() {
  return (
    <PageLoading title="Keys" actions={<Skeleton className="h-8 w-28" />}>
      <div className="mb-4 grid grid-cols-2 gap-2 md:flex">
        <Skeleton className="col-span-2 h-8 md:w-72" />
        <Skeleton className="h-8 md:w-40" />
        <Skeleton className="h-8 md:w-40" />
        <Skeleton className="h-8 md:w-40" />
        <Skeleton className="h-8 md:hidden" />
      </div>
      <RowPlaces rows={10} columns={9} cards={["h-64", "h-64", "h-64", "h-64"]} />
    </PageLoading>
  );
}
