import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function LeakLoading() {
  return (
    <PageLoading
      title="A key leaked"
      description="Find out which key it is, stop the damage, then clean up. The run-book has every step, also those outside of this dashboard."
    >
      <CardPlaces heights={["h-72"]} className="max-w-4xl" />
    </PageLoading>
  );
}
