import { CockpitSkeleton } from "@/components/keys/cockpit/cockpit-skeleton";
import { PageHeader } from "@/components/ui/page-header";
import { Skeleton } from "@/components/ui/skeleton";

export default function RotationLoading() {
  return (
    <>
      <PageHeader title="Rotation" />
      <div className="grid gap-4">
        <Skeleton className="h-36 rounded-lg" />
        <CockpitSkeleton />
      </div>
    </>
  );
}
