import { CardPlaces, PageLoading, RowPlaces } from "@/components/ui/page-loading";
import { Skeleton } from "@/components/ui/skeleton";

export default function HygieneLoading() {
  return (
    <PageLoading title="Key hygiene" description={<Skeleton className="h-10 w-full max-w-prose" />}>
      <CardPlaces
        heights={["h-64", "h-80"]}
        className="mb-6 items-start lg:grid-cols-[20rem_minmax(0,1fr)]"
      />
      <RowPlaces rows={8} columns={6} cards={["h-44", "h-44", "h-44"]} />
    </PageLoading>
  );
}
