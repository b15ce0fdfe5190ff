import { dehydrate, HydrationBoundary, QueryClient } from "@tanstack/react-query";
import type { Metadata } from "next";
import { cookies } from "next/headers";
import type { SearchParams } from "nuqs/server";
import { countryNames } from "@/components/keys/country-names";
import { breakdownKey, usageKey } from "@/components/usage/queries";
import { QueryProvider } from "@/components/usage/query-provider";
import { TIME_ZONE_COOKIE } from "@/components/usage/time-zone-cookie";
import { loadUsageParams, queryOf } from "@/components/usage/usage-params";
import { UsageView } from "@/components/usage/usage-view";
import { requireOrg } from "@/lib/accounts/session";
import { isDomainError } from "@/lib/errors/domain-error";
import { listKeys } from "@/lib/keys/list";
import { ListKeysInput } from "@/lib/keys/list-schema";
import { can } from "@/lib/members/permissions";
import { listProducts } from "@/lib/products/list";
import { usageBreakdown } from "@/lib/usage/breakdown";
import { usageReport } from "@/lib/usage/report";
import { TimeZone } from "@/lib/usage/schemas";
import { setBudgetAction } from "./actions";

export const metadata: Metadata = { title: "Analytics" };

type AnalyticsPageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

const RECENT_KEYS = 20;

export default async function AnalyticsPage({ params, searchParams }: AnalyticsPageProps) {
  const { org: slug } = await params;
  const ctx = await requireOrg(slug);
  const [state, jar, products, recent] = await Promise.all([
    loadUsageParams(searchParams),
    cookies(),
    listProducts(ctx, "all"),
    listKeys(ctx, ListKeysInput.parse({ sort: "last_used", limit: RECENT_KEYS })),
  ]);
  const timeZone = TimeZone.safeParse(jar.get(TIME_ZONE_COOKIE)?.value).data ?? "UTC";
  const query = queryOf(state, timeZone, products);
  const client = new QueryClient();
  // The view asks again and shows what can be done about it: a filter for a deleted key, a slow database.
  const unlessRefused = (error: unknown) => {
    if (isDomainError(error)) return undefined;
    throw error;
  };
  const [report, breakdown] = await Promise.all([
    usageReport(ctx, query).catch(unlessRefused),
    usageBreakdown(ctx, query).catch(unlessRefused),
  ]);
  if (report !== undefined) client.setQueryData(usageKey(slug, query), report);
  if (breakdown !== undefined) client.setQueryData(breakdownKey(slug, query), breakdown);
  return (
    <QueryProvider>
      <HydrationBoundary state={dehydrate(client)}>
        <UsageView
          orgSlug={slug}
          timeZone={timeZone}
          recentKeys={recent.keys.map(({ id, name }) => ({ id, name }))}
          products={products.map(({ id, slug, name }) => ({ id, slug, name }))}
          setBudget={
            can(ctx.role, "policies:edit") && ctx.staffView === undefined ? setBudgetAction : undefined
          }
          countries={Object.fromEntries(countryNames().map(({ code, name }) => [code, name]))}
        />
      </HydrationBoundary>
    </QueryProvider>
  );
}
