import { FormSkeleton } from "@/components/qps/form-skeleton";
import { PageLoading } from "@/components/ui/page-loading";

export default function EditRequestLoading() {
  return (
    <PageLoading title="Edit draft">
      <FormSkeleton />
    </PageLoading>
  );
}
