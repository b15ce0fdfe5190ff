import { Gauge } from "lucide-react";
import type { Metadata } from "next";
import Link from "next/link";
import type { SearchParams } from "nuqs/server";
import { RequestsList } from "@/components/qps/requests-list";
import { loadRequestsParams, serializeRequestsParams, VIEW_PHASES } from "@/components/qps/requests-params";
import { RequestsToolbar } from "@/components/qps/requests-toolbar";
import { SelfServeNotice } from "@/components/qps/self-serve-notice";
import { Button } from "@/components/ui/button";
import { CreateLink } from "@/components/ui/create-link";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireOrg } from "@/lib/accounts/session";
import { env } from "@/lib/env";
import { can } from "@/lib/members/permissions";
import { listQpsRequests } from "@/lib/qps/list-mine";
import { ListQpsQuery } from "@/lib/qps/schemas";

export const metadata: Metadata = { title: "Requests" };

type RequestsPageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function RequestsPage({ params, searchParams }: RequestsPageProps) {
  const ctx = await requireOrg((await params).org);
  const asked = await loadRequestsParams(searchParams);
  const { view, key, after } = asked;
  const query = ListQpsQuery.safeParse({
    phase: VIEW_PHASES[view],
    keyId: key === "" ? null : key,
    after: after === "" ? null : after,
  });
  const page = query.success ? await listQpsRequests(ctx, query.data) : { items: [], next: null };
  const { slug, type, name } = ctx.org;
  const isNarrowed = view !== "all" || key !== "" || after !== "";
  const isOffered = type === "enterprise";
  const { PROVIDER_NAME, SUPPORT_EMAIL } = env();
  if (!isOffered && page.items.length === 0 && !isNarrowed) {
    return (
      <>
        <PageHeader title="Requests" description="Another number of queries per second (QPS) for a key." />
        <SelfServeNotice
          orgSlug={slug}
          keyId={null}
          providerName={PROVIDER_NAME}
          supportEmail={SUPPORT_EMAIL}
        />
      </>
    );
  }
  const newRequest =
    isOffered && can(ctx.role, "qps:draft", true) ? (
      <CreateLink href={`/o/${slug}/requests/new${key === "" ? "" : `?key=${encodeURIComponent(key)}`}`}>
        New request
      </CreateLink>
    ) : null;
  return (
    <>
      <PageHeader
        title="Requests"
        description={`Another number of queries per second (QPS) for a key of ${name}, what became of it, and from when to when it holds.`}
        actions={newRequest}
      />
      {page.items.length > 0 || isNarrowed ? <RequestsToolbar /> : null}
      {page.items.length === 0 ? (
        <EmptyState
          icon={Gauge}
          title={isNarrowed ? "No requests like these" : "No requests yet"}
          action={
            isNarrowed ? (
              <Button asChild>
                <Link href={`/o/${slug}/requests`}>Show all requests</Link>
              </Button>
            ) : (
              newRequest
            )
          }
        >
          {isNarrowed
            ? "Another view may hold what you look for."
            : "When a key needs more calls per second than it may make, or should be held to fewer, ask here. What its calls show goes along."}
        </EmptyState>
      ) : (
        <RequestsList orgSlug={slug} items={page.items} />
      )}
      <Pagination
        className="mt-4"
        previous={
          after === "" ? undefined : serializeRequestsParams(`/o/${slug}/requests`, { ...asked, after: "" })
        }
        next={
          page.next === null
            ? undefined
            : serializeRequestsParams(`/o/${slug}/requests`, { ...asked, after: page.next })
        }
        summary={page.items.length === 0 ? null : "Newest first"}
      />
    </>
  );
}
