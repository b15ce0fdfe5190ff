import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function LeakIntakeLoading() {
  return (
    <PageLoading title="Leak intake">
      <CardPlaces heights={["h-72", "h-48"]} className="max-w-4xl" />
    </PageLoading>
  );
}
