import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function BillingLoading() {
  return (
    <PageLoading title="Billing types">
      <CardPlaces
        heights={["h-52", "h-52", "h-52", "h-52", "h-52"]}
        className="gap-4 lg:grid-cols-2 xl:grid-cols-3"
      />
    </PageLoading>
  );
}
