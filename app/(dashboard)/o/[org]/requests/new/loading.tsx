import { FormSkeleton } from "@/components/qps/form-skeleton";
import { PageHeader } from "@/components/ui/page-header";

export default function NewRequestLoading() {
  return (
    <div role="status" aria-label="Loading form">
      <PageHeader title="New request" />
      <FormSkeleton />
    </div>
  );
}
