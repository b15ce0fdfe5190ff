import { PageLoading, RowPlaces } from "@/components/ui/page-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function HealthLoading() {
  return (
    <PageLoading title="System health">
      <div className="grid gap-8">
        <Skeleton className="h-16 rounded-lg" />
        <RowPlaces rows={3} columns={8} cards={["h-72"]} />
        <RowPlaces rows={2} columns={6} cards={["h-44", "h-44"]} />
      </div>
    </PageLoading>
  );
}
