import type { Metadata } from "next";
import { redirect } from "next/navigation";
import { WhyForm } from "@/components/support/why-form";
import { PageHeader } from "@/components/ui/page-header";
import { RequestId } from "@/lib/usage/request-schemas";

export const metadata: Metadata = { title: "Why was a call refused?" };

type WhyFormPageProps = { searchParams: Promise<Record<string, string | string[] | undefined>> };

export default async function WhyFormPage({ searchParams }: WhyFormPageProps) {
  const { id } = await searchParams;
  const requestId = RequestId.safeParse(id).data;
  if (requestId !== undefined) redirect(`/why/${requestId}`);
  return (
    <div className="mx-auto grid max-w-2xl gap-6 py-10">
      <PageHeader
        className="mb-0"
        title="Why was a call refused?"
        description="Every answer of the edge carries an X-Request-Id. With it alone you learn which check said no, and how to mend it."
      />
      <WhyForm {...(id === undefined ? {} : { error: "A request ID is req_ and 22 letters or digits." })} />
    </div>
  );
}
