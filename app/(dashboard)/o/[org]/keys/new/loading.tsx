import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function NewKeyLoading() {
  return (
    <PageLoading title="Create key">
      <CardPlaces heights={["h-96", "h-96", "h-72", "h-40"]} className="max-w-3xl" />
    </PageLoading>
  );
}
