import { Building2 } from "lucide-react";
import type { Metadata } from "next";
import type { SearchParams } from "nuqs/server";
import { loadOrgParams, orgParamsText } from "@/components/staff/org-params";
import { OrgsTable } from "@/components/staff/orgs-table";
import { OrgsToolbar } from "@/components/staff/orgs-toolbar";
import { EmptyState } from "@/components/ui/empty-state";
import { formatExact } from "@/components/ui/format-number";
import { PageHeader } from "@/components/ui/page-header";
import { Pagination } from "@/components/ui/pagination";
import { requireStaffPage } from "@/lib/accounts/session";
import { staffCan } from "@/lib/members/permissions";
import { listAllOrgs, ORGS_PER_PAGE } from "@/lib/orgs/list-all";
import { ListOrgsInput } from "@/lib/orgs/schemas";

export const metadata: Metadata = { title: "Organizations" };

type OrgsPageProps = { searchParams: Promise<SearchParams> };

export default async function OrgsPage({ searchParams }: OrgsPageProps) {
  const ctx = await requireStaffPage("orgs:read");
  const params = await loadOrgParams(searchParams);
  const { orgs, total } = await listAllOrgs(ctx, ListOrgsInput.parse(params));
  const mayManage = staffCan(ctx.staffRole, "orgs:manage");
  const pageHref = (page: number) => `/staff/orgs${orgParamsText({ ...params, page })}`;
  const shown = total === 1 ? "1 organization" : `${formatExact(total)} organizations`;
  return (
    <>
      <PageHeader
        title="Organizations"
        description={
          mayManage
            ? "Every customer: its type, plan, contract and state. Opening one is in its own audit log."
            : "Every customer. What belongs to one is looked up with a ticket, at the support desk."
        }
      />
      <OrgsToolbar />
      {orgs.length === 0 ? (
        <EmptyState icon={Building2} title="No organization matches">
          Search for part of a name or address, or for a whole ID, and take filters away.
        </EmptyState>
      ) : (
        <div className="grid gap-4">
          <OrgsTable
            orgs={orgs}
            hrefOf={({ id }) => (mayManage ? `/staff/orgs/${id}` : `/staff/support/orgs/${id}`)}
          />
          <Pagination
            previous={params.page > 1 ? pageHref(params.page - 1) : undefined}
            next={params.page * ORGS_PER_PAGE < total ? pageHref(params.page + 1) : undefined}
            summary={shown}
          />
        </div>
      )}
    </>
  );
}
