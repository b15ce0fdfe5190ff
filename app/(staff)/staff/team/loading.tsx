import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function StaffLoading() {
  return (
    <PageLoading title="Staff">
      <CardPlaces heights={["h-24", "h-24", "h-24"]} className="gap-3" />
    </PageLoading>
  );
}
