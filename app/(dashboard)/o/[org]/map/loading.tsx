import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";
import { Tag } from "@/components/ui/tag";

export default function MapLoading() {
  return (
    <>
      <PageHeader
        title="Map"
        meta={<Tag>sample data</Tag>}
        description="Pan and zoom to make real traffic with one of your keys, and watch it arrive in Analytics."
      />
      <div className="grid gap-4">
        <Skeleton className="h-8 w-full sm:w-96" />
        <Skeleton className="h-[60vh] min-h-80 rounded-lg" />
      </div>
    </>
  );
}
