import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function EditKeyLoading() {
  return (
    <PageLoading title="Edit key">
      <CardPlaces heights={["h-96", "h-72", "h-24", "h-24"]} className="max-w-3xl" />
    </PageLoading>
  );
}
