import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function WebhooksLoading() {
  return (
    <PageLoading title="Webhooks">
      <CardPlaces className="gap-3" heights={["h-24", "h-24"]} />
    </PageLoading>
  );
}
