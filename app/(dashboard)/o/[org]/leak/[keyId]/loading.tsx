import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function BlastLoading() {
  return (
    <PageLoading
      title="Calls since a leak"
      description="Everything that was done with the key from then on, and whether whoever did it had called before."
    >
      <div className="grid gap-4">
        <CardPlaces heights={["h-28", "h-20", "h-40"]} className="gap-4" />
        <CardPlaces heights={["h-80", "h-80"]} className="gap-4 lg:grid-cols-2" />
      </div>
    </PageLoading>
  );
}
