import { FormSkeleton } from "@/components/qps/form-skeleton";
import { PageLoading } from "@/components/ui/page-loading";

export default function NewRequestLoading() {
  return (
    <PageLoading title="New request">
      <FormSkeleton />
    </PageLoading>
  );
}
