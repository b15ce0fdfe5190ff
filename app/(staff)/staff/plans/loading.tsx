import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function PlansLoading() {
  return (
    <PageLoading title="Plans">
      <CardPlaces heights={["h-48", "h-48"]} className="gap-4 xl:grid-cols-2" />
    </PageLoading>
  );
}
