import { CardPlaces, PageLoading } from "@/components/ui/page-loading";

export default function ReportLoading() {
  return (
    <PageLoading
      title="Monthly report"
      description="A month on paper: print it, or save it as PDF from the print dialog."
    >
      <CardPlaces heights={["h-[60rem]"]} />
    </PageLoading>
  );
}
