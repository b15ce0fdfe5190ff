import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function PoliciesLoading() {
  return (
    <PageLoading title="Policies">
      <CardPlaces heights={["h-52", "h-60", "h-52", "h-48"]} className="max-w-3xl" />
    </PageLoading>
  );
}
