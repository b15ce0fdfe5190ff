import { SearchX } from "lucide-react";
import type { Metadata } from "next";
import { WhyCard } from "@/components/support/why-card";
import { WhyForm } from "@/components/support/why-form";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { why } from "@/lib/support/why";
import { RequestId } from "@/lib/usage/request-schemas";

export const metadata: Metadata = { title: "Why was this call refused?", robots: { index: false } };

type WhyPageProps = { params: Promise<{ requestId: string }> };

/** For anybody who has the request ID: code, gate and how to mend it, and nothing about whose call it was. */
export default async function WhyPage({ params }: WhyPageProps) {
  const { requestId } = await params;
  const id = RequestId.safeParse(requestId).data ?? null;
  const answer = await why(requestId);
  return (
    <div className="mx-auto grid max-w-2xl gap-6 py-10">
      <PageHeader
        className="mb-0"
        title="Why was this call refused?"
        description={
          id === null ? "This is not a request ID." : <span className="font-mono break-all">{id}</span>
        }
      />
      {answer.kind === "not_kept" ? (
        <EmptyState icon={SearchX} title="This call is not kept">
          That says nothing about whether there was one: all calls are counted, and some are kept one by one,
          for a while. Repeat the call and use the X-Request-Id of its answer, or decide by the code in it.
        </EmptyState>
      ) : (
        <WhyCard code={answer.kind === "refused" ? answer.code : ""} />
      )}
      <WhyForm />
    </div>
  );
}
