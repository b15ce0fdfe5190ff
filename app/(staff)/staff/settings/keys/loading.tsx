import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function InstallationKeysLoading() {
  return (
    <PageLoading title="Installation keys">
      <CardPlaces heights={["h-96", "h-64", "h-64"]} />
    </PageLoading>
  );
}
