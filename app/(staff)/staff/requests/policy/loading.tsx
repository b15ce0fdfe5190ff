import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function PolicyLoading() {
  return (
    <PageLoading title="Policy for QPS requests">
      <CardPlaces heights={["h-44", "h-52"]} className="max-w-3xl" />
    </PageLoading>
  );
}
