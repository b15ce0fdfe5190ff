import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function SettingsLoading() {
  return (
    <PageLoading title="Settings">
      <CardPlaces heights={["h-24", "h-24", "h-24"]} className="max-w-4xl" />
    </PageLoading>
  );
}
