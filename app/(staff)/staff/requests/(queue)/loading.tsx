import { PageLoading, RowPlaces } from "@/components/ui/page-loading";

export default function QueueLoading() {
  return (
    <PageLoading title="QPS requests">
      <RowPlaces rows={8} columns={7} cards={["h-44", "h-44", "h-44"]} />
    </PageLoading>
  );
}
