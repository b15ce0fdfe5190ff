import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function BillingLoading() {
  return (
    <div role="status" aria-label="Loading billing types">
      <PageHeader title="Billing types" />
      <div className="grid gap-4 lg:grid-cols-2 xl:grid-cols-3">
        {["a", "b", "c", "d", "e"].map((place) => (
          <Skeleton key={place} className="h-52 rounded-lg" />
        ))}
      </div>
    </div>
  );
}
