import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function TokensLoading() {
  return (
    <PageLoading title="Management tokens">
      <CardPlaces className="gap-3" heights={["h-28", "h-28"]} />
    </PageLoading>
  );
}
