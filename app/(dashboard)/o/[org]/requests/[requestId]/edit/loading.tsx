import { FormSkeleton } from "@/components/qps/form-skeleton";
import { PageHeader } from "@/components/ui/page-header";

export default function EditRequestLoading() {
  return (
    <div role="status" aria-label="Loading form">
      <PageHeader title="Edit draft" />
      <FormSkeleton />
    </div>
  );
}
