import { Download, ScrollText } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { Banner } from "@/components/ui/banner";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { LiveTail } from "@/components/usage/log/live-tail";
import { logFilterOf } from "@/components/usage/log/log-filter";
import { isLogNarrowed, loadLogParams, serializeLogParams } from "@/components/usage/log/log-params";
import { LogToolbar } from "@/components/usage/log/log-toolbar";
import { RequestList } from "@/components/usage/log/request-list";
import { requireOrg } from "@/lib/accounts/session";
import { REFUSALS } from "@/lib/edge/verdict";
import { isDomainError } from "@/lib/errors/domain-error";
import { listKeys } from "@/lib/keys/list";
import { ListKeysInput } from "@/lib/keys/list-schema";
import { listProducts } from "@/lib/products/list";
import { findRequest } from "@/lib/usage/find-request";
import { listRequests } from "@/lib/usage/list-requests";
import { namesOfKeys } from "@/lib/usage/names-of-keys";
import { RequestId, RequestsQuery } from "@/lib/usage/request-schemas";

export const metadata: Metadata = { title: "Request log" };

type RequestsPageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

const RECENT_KEYS = 20;
const NOT_KEPT = { kind: "not_kept" } as const;

export default async function RequestsPage({ params, searchParams }: RequestsPageProps) {
  const ctx = await requireOrg((await params).org);
  const asked = await loadLogParams(searchParams);
  const filter = logFilterOf(asked, ctx.now);
  const wanted = RequestsQuery.parse(filter);
  const after =
    RequestsQuery.safeParse({ after: asked.after }).success && asked.after !== "" ? asked.after : null;
  const [page, products, recent, found] = await Promise.all([
    listRequests(ctx, { ...wanted, ...(after !== null && { after }) }).catch((error: unknown) => {
      // A key of the address that is not there: nothing matches.
      if (isDomainError(error) && error.code === "not_found") return null;
      throw error;
    }),
    // Those out of service too: calls of then are named.
    listProducts(ctx, "all"),
    listKeys(ctx, ListKeysInput.parse({ sort: "last_used", limit: RECENT_KEYS })),
    RequestId.safeParse(asked.request).success ? findRequest(ctx, asked.request) : NOT_KEPT,
  ]);
  const requests = page?.requests ?? [];
  const one = found.kind === "kept" ? found.request : null;
  const keyNames = await namesOfKeys(
    ctx,
    [...requests, ...(one === null ? [] : [one])].map(({ keyId }) => keyId),
  );
  const productNames = Object.fromEntries(products.map(({ id, name }) => [id, name]));
  const { from: _, ...tailFilter } = filter;
  const tailed = new URLSearchParams(tailFilter);
  const base = `/o/${ctx.org.slug}/analytics/requests`;
  const file = (format: "csv" | "json") =>
    `/api/internal/usage/${ctx.org.slug}/requests?${new URLSearchParams({ ...filter, format })}`;
  return (
    <>
      <PageHeader
        title="Request log"
        description="Single calls: refusals, up to five a minute for each key and code, and a sample of the rest. Every call is counted in Analytics, kept here or not; while a live tail is open all of them are kept."
        actions={(["csv", "json"] as const).map((format) => (
          <Button key={format} asChild>
            <a href={file(format)} download>
              <Download aria-hidden="true" />
              Export {format === "csv" ? "CSV" : "JSON lines"}
            </a>
          </Button>
        ))}
      />
      <LogToolbar
        orgSlug={ctx.org.slug}
        recentKeys={recent.keys.map(({ id, name }) => ({ id, name }))}
        codes={Object.keys(REFUSALS)}
      />
      {asked.request !== "" &&
      one === null &&
      requests.every(({ requestId }) => requestId !== asked.request) ? (
        <Banner tone="info" title="This call is not kept here">
          Few calls are kept one by one, and not for long. It may have been counted all the same, or belong to
          nobody here.
        </Banner>
      ) : null}
      {asked.live ? (
        <LiveTail
          // Other filters are another tail.
          key={String(tailed)}
          orgSlug={ctx.org.slug}
          filter={String(tailed)}
          keyNames={{ ...Object.fromEntries(recent.keys.map(({ id, name }) => [id, name])), ...keyNames }}
          productNames={productNames}
        />
      ) : null}
      {requests.length === 0 && !asked.live ? (
        <EmptyState
          icon={ScrollText}
          title={
            isLogNarrowed(asked) ? "No call matches these filters" : "No call of the last 24 hours is kept"
          }
        >
          {isLogNarrowed(asked)
            ? "Widen the time, or take a filter away."
            : "Calls with the keys of this organization appear here within seconds; those brought in from elsewhere are counted only."}
        </EmptyState>
      ) : null}
      {asked.live ? null : (
        <>
          <RequestList
            orgSlug={ctx.org.slug}
            requests={requests}
            asked={one}
            keyNames={keyNames}
            productNames={productNames}
          />
          <Pagination
            className="mt-4"
            previous={
              after === null ? undefined : serializeLogParams(base, { ...asked, after: null, request: null })
            }
            next={
              page?.next == null
                ? undefined
                : serializeLogParams(base, { ...asked, after: page.next, request: null })
            }
            summary={requests.length === 0 ? null : "Newest first"}
          />
        </>
      )}
    </>
  );
}
