import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function WebhookLoading() {
  return (
    <PageLoading title="Webhook">
      <CardPlaces heights={["h-44", "h-80"]} />
    </PageLoading>
  );
}
