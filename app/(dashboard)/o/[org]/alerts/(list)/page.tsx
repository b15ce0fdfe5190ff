import type { Metadata } from "next";
import Link from "next/link";
import { notFound } from "next/navigation";
import type { SearchParams } from "nuqs/server";
import { AlertsEmpty } from "@/components/alerts/alerts-empty";
import { AlertsList } from "@/components/alerts/alerts-list";
import { loadAlertsParams, serializeAlertsParams } from "@/components/alerts/alerts-params";
import { AlertsToolbar } from "@/components/alerts/alerts-toolbar";
import { Button } from "@/components/ui/button";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireOrg } from "@/lib/accounts/session";
import { alertKindChoices, listAlerts } from "@/lib/alerts/list";
import { ListAlertsQuery } from "@/lib/alerts/schemas";
import { isDomainError } from "@/lib/errors/domain-error";
import { can } from "@/lib/members/permissions";
import { namesOfKeys } from "@/lib/usage/names-of-keys";
import { setAlertsAsideAction, thisIsMeAction } from "../actions";

export const metadata: Metadata = { title: "Alerts" };

type AlertsPageProps = { params: Promise<{ org: string }>; searchParams: Promise<SearchParams> };

export default async function AlertsPage({ params, searchParams }: AlertsPageProps) {
  const ctx = await requireOrg((await params).org);
  const asked = await loadAlertsParams(searchParams);
  const query = ListAlertsQuery.safeParse({
    view: asked.show,
    kind: asked.kind === "" ? null : asked.kind,
    keyId: asked.key === "" ? null : asked.key,
    after: asked.after === "" ? null : asked.after,
  });
  if (!query.success) notFound();
  const [page, names] = await Promise.all([
    listAlerts(ctx, query.data).catch((error: unknown) => {
      if (isDomainError(error) && error.code === "invalid_input") notFound();
      throw error;
    }),
    namesOfKeys(ctx, asked.key === "" ? [] : [asked.key]),
  ]);
  const { slug, name } = ctx.org;
  const path = `/o/${slug}/alerts`;
  const isNarrowed = asked.show === "aside" || asked.kind !== "" || asked.key !== "" || asked.after !== "";
  return (
    <>
      <PageHeader
        title="Alerts"
        description={`What the watch over the calls of ${name} has found. Put aside what you have seen to; say “this is me” to what is yours, and you are not told of it again.`}
        actions={
          <Button asChild>
            <Link prefetch={false} href={`${path}/rules${asked.key === "" ? "" : `?key=${asked.key}`}`}>
              Rules
            </Link>
          </Button>
        }
      />
      <AlertsToolbar kinds={alertKindChoices()} keyName={names[asked.key] ?? null} />
      {page.alerts.length === 0 ? (
        <AlertsEmpty orgSlug={slug} isNarrowed={isNarrowed} />
      ) : (
        <AlertsList
          orgSlug={slug}
          alerts={page.alerts}
          isOpenOnly={asked.show === "open"}
          mayReportLeaks={can(ctx.role, "leaks:report") && ctx.staffView === undefined}
          actions={{ setAside: setAlertsAsideAction, thisIsMe: thisIsMeAction }}
        />
      )}
      <Pagination
        className="mt-4"
        previous={asked.after === "" ? undefined : serializeAlertsParams(path, { ...asked, after: "" })}
        next={page.next === null ? undefined : serializeAlertsParams(path, { ...asked, after: page.next })}
        summary={page.alerts.length === 0 ? null : `Newest first, ${page.open} open in all`}
      />
    </>
  );
}
